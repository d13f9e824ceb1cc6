import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends a path as it is, which `fetch` would tidy, and follows nothing. */
export async function rawRequest(
  url: string,
  path: string,
  { method = "GET", headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, path, method, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

/** The session cookie that an answer gives. @throws Error when it gives none */
export function cookieOf({ headers, text, status }: RawAnswer): string {
  const [cookie] = headers["set-cookie"] ?? [];
  if (cookie === undefined) throw new Error(`No cookie with ${status}: ${text}`);
  return cookie.split(";")[0]!;
}

import { join, resolve } from "node:path";

export const APP = resolve(import.meta.dirname, "..", "..");
export const HOST = "127.0.0.1:3000";

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
export type RouteModule = Record<string, Handler | string>;

export interface RawRequest {
  method: string;
  /** Which route it is for, with its parameters in braces: `/api/v1/jobs/{id}`. */
  route: string;
  params?: Record<string, string | string[]> | undefined;
  /** Path and query, as they stand in the request line. */
  url: string;
  /** Over those of a page of our own; null takes one away. */
  headers?: Record<string, string | null>;
  body?: string | Uint8Array;
}

export const routeFile = (route: string) =>
  join(APP, route.replaceAll(/\{([\w.]+)\}/g, "[$1]"), "route.ts");

export const routeModule = async (route: string) =>
  (await import(/* @vite-ignore */ routeFile(route))) as RouteModule;

/** What a route answers, as Next calls it: to a HEAD as to a GET. @throws Error for a method that it has not */
export async function callRoute({ method, route, params, url, headers, body }: RawRequest) {
  const handler = (await routeModule(route))[method === "HEAD" ? "GET" : method];
  if (typeof handler !== "function") throw new Error(`${route} has no ${method}.`);
  const given = { host: HOST, "sec-fetch-site": "same-origin", ...headers };
  const request = new Request(`http://${HOST}${url}`, {
    method,
    headers: Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null),
    ...(body !== undefined && { body: body as BodyInit }),
  });
  const response = await handler(request, { params: Promise.resolve(params ?? {}) });
  return { response, text: await textOf(response) };
}

/** An event stream has no end: what it begins with is enough. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") return response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

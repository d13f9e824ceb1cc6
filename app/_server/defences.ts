import { CarillonError } from "@/lib/errors.ts";
import type { Config } from "@/lib/config.ts";
import type { Caller } from "./authenticate.ts";

const MOST_BODY_BYTES = 1_200_000;

/** Against DNS rebinding: a page of another name that resolves to us must not talk to us. */
export function checkHost(request: Request, config: Config): void {
  const host = request.headers.get("host") ?? "";
  const own = ["127.0.0.1", "localhost", "[::1]", config.host];
  const allowed = [
    ...config.allowedHosts,
    ...own.flatMap((name) => [name, `${name}:${config.port}`]),
    ...(config.origin === undefined ? [] : [new URL(config.origin).host]),
  ];
  const isAny = !config.isLoopback && config.allowedHosts.length === 0;
  if (!isAny && !allowed.includes(host.toLowerCase()))
    throw new CarillonError("forbidden", `This server is not known as ${host}.`);
}

/** Against request forgery: a browser's session may change things only from our own pages. */
export function checkOrigin(request: Request, caller: Caller | null): void {
  if (request.method === "GET" || caller?.via === "token") return;
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin") return;
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (
    site === null &&
    origin !== null &&
    (origin === `http://${host}` || origin === `https://${host}`)
  )
    return;
  throw new CarillonError("forbidden", "The request comes from another site.");
}

/** @throws CarillonError unsupported_media_type, payload_too_large or invalid_request */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await readText(request);
  if (text === "") return {};
  if (type !== "application/json")
    throw new CarillonError("unsupported_media_type", "Send the body as application/json.");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CarillonError("invalid_request", "The body is not JSON.", { cause });
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES)
      throw new CarillonError(
        "payload_too_large",
        `The body is larger than ${MOST_BODY_BYTES} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

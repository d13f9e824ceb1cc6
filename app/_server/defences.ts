import { isIP } from "node:net";
import { CarillonError } from "@/lib/errors.ts";
import type { Config } from "@/lib/config.ts";
import type { Caller } from "./authenticate.ts";

const MOST_BODY_BYTES = 1_200_000;
const MOST_SHOWN = 100;

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Against DNS rebinding: a page of another name that resolves to us must not talk to us. An address cannot be rebound: where others
 * may come at all, they may come by it.
 * @throws CarillonError forbidden
 */
export function checkHost(request: Request, config: Config): void {
  const host = (request.headers.get("host") ?? "").toLowerCase();
  if (ownHosts(config).includes(host)) return;
  if (!config.isLoopback && isAddress(host)) return;
  throw new CarillonError(
    "forbidden",
    `This server is not known as ${host.slice(0, MOST_SHOWN)}. If it is, name it in CARILLON_ALLOWED_HOSTS.`,
  );
}

const ownHosts = ({ allowedHosts, origin, port }: Config) => [
  ...allowedHosts,
  ...LOOPBACK.flatMap((name) => [name, `${name}:${port}`]),
  ...(origin === undefined ? [] : [new URL(origin).host]),
];

/** With or without a port; IPv6 in brackets. */
function isAddress(host: string): boolean {
  const [, v6, v4] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::\d{1,5})?$/.exec(host) ?? [];
  return isIP(v6 ?? v4 ?? "") !== 0;
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

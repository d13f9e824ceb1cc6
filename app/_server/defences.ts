import { isIP } from "node:net";
import { CarillonError } from "@/lib/errors.ts";
import type { Config } from "@/lib/config.ts";
import type { Caller } from "./authenticate.ts";

const MOST_SHOWN = 100;
/** Of a method that changes nothing. */
export const isSafe = ({ method }: Request) => method === "GET" || method === "HEAD";

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
  if (isSafe(request) || caller?.via === "token") return;
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

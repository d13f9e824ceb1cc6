import { CarillonError } from "@/lib/errors.ts";
import type { Config } from "@/lib/config.ts";
import type { Caller } from "./authenticate.ts";

/** Of a method that changes nothing. */
export const isSafe = ({ method }: Request) => method === "GET" || method === "HEAD";

/** Against DNS rebinding: a page of another name that resolves to us must not talk to us. */
export function checkHost(request: Request, config: Config): void {
  const host = request.headers.get("host") ?? "";
  const own = ["127.0.0.1", "localhost", "[::1]", config.host];
  const allowed = [
    ...config.allowedHosts,
    ...own.flatMap((name) => [name, `${name}:${config.port}`]),
  ];
  const isAny = !config.isLoopback && config.allowedHosts.length === 0;
  if (!isAny && !allowed.includes(host.toLowerCase()))
    throw new CarillonError("forbidden", `This server is not known as ${host}.`);
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

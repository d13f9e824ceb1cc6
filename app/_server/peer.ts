import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP, isIPv6 } from "node:net";

/** Set by ourselves on each request before anybody reads it, whatever the client has sent under this name. */
const PEER_HEADER = "x-carillon-peer";
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Where a page is asked to be, which Next does not tell to pages; set by ourselves too. */
export const PATH_HEADER = "x-carillon-path";

/** Notes on each request the address it comes from, and what it asks for. */
export function noteRequests(trustedHops: number): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = peerOf(request, trustedHops);
    request.headers[PATH_HEADER] = request.url ?? "/";
  });
}

/**
 * The address of the connection; or, behind so many trusted proxies, the one that the outermost of them has seen. What a client
 * writes into X-Forwarded-For itself counts for nothing.
 */
export function peerOf(
  request: Pick<IncomingMessage, "headers" | "socket">,
  trustedHops: number,
): string {
  const own = plain(request.socket.remoteAddress ?? "unknown");
  if (trustedHops === 0) return own;
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const seen = plain(forwarded.at(-trustedHops)?.trim() ?? "");
  return isIP(seen) > 0 ? seen : own;
}

const plain = (address: string) => MAPPED.exec(address)?.[1] ?? address;

export const addressOf = (request: Request) => request.headers.get(PEER_HEADER) ?? "unknown";

/** Whom a limit is held against: an address or, since one of IPv6 comes with 2^64 others, the network of it. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: 8 - groups.length - after.length }, () => "0");
  return [...groups, ...(tail === undefined ? [] : zeros), ...after].slice(0, 4).join(":");
}

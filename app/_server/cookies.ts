import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from "@/lib/auth/sessions.ts";

/** Whether the browser speaks TLS, to us or to a proxy that says so. Who says so without cause harms nobody but themselves. */
const isOverTls = (headers: Headers) =>
  headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";

const nameOf = (headers: Headers) => (isOverTls(headers) ? SECURE_SESSION_COOKIE : SESSION_COOKIE);

/**
 * The session that a browser shows; null for none. Over TLS only the `__Host-` cookie counts: the other may have been put there by
 * somebody on the way, or by a neighbour under the same domain.
 */
export function sessionIdOf(headers: Headers): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === nameOf(headers) && value) return value;
  }
  return null;
}

/** A `Set-Cookie` that gives the browser a session; or takes it away, for null. Without an age it goes with the browser. */
export function sessionCookie(headers: Headers, id: string | null): string {
  const safety = `Path=/; HttpOnly; SameSite=Lax${isOverTls(headers) ? "; Secure" : ""}`;
  return `${nameOf(headers)}=${id ?? ""}; ${safety}${id === null ? "; Max-Age=0" : ""}`;
}

/** Keeps somebody signed in. */
const SESSION = "carillon_session";
/** Ties a sign-in at a provider to the browser that has begun it. */
const SIGN_IN = "carillon_sign_in";

/** Whether the browser speaks TLS, to us or to a proxy that says so. Who says so without cause harms nobody but themselves. */
const isOverTls = (headers: Headers) =>
  headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";

/** Browsers take a `__Host-` cookie only over TLS and from this very host. */
const nameOf = (headers: Headers, name: string) => (isOverTls(headers) ? `__Host-${name}` : name);

/**
 * What a browser shows; null for nothing. Over TLS only the `__Host-` cookie counts: the other may have been put there by somebody on
 * the way, or by a neighbour under the same domain.
 */
function valueOf(headers: Headers, cookie: string): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === nameOf(headers, cookie) && value) return value;
  }
  return null;
}

/** A `Set-Cookie`; takes the cookie away, for null. Lax, so that it comes along from a link and from a provider that sends people back. */
function setCookie(headers: Headers, cookie: string, value: string | null): string {
  const safety = `Path=/; HttpOnly; SameSite=Lax${isOverTls(headers) ? "; Secure" : ""}`;
  return `${nameOf(headers, cookie)}=${value ?? ""}; ${safety}${value === null ? "; Max-Age=0" : ""}`;
}

/** The session that a browser shows; null for none. */
export const sessionIdOf = (headers: Headers) => valueOf(headers, SESSION);

/** Gives the browser a session; or takes it away, for null. Without an age it goes with the browser. */
export const sessionCookie = (headers: Headers, id: string | null) =>
  setCookie(headers, SESSION, id);

/** The secret of the sign-in that a browser has begun; null for none. */
export const signInSecretOf = (headers: Headers) => valueOf(headers, SIGN_IN);

export const signInCookie = (headers: Headers, secret: string | null) =>
  setCookie(headers, SIGN_IN, secret);

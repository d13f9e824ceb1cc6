import { secretsMatch } from "@/lib/auth/secrets.ts";
import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from "@/lib/auth/sessions.ts";
import { CarillonError, invalidField } from "@/lib/errors.ts";
import type { Backend } from "./backend.ts";

const FAILURES_A_MINUTE = 10;
const MINUTE_MS = 60_000;
let failures: number[] = [];

/**
 * Exchanges the one-time secret of the sign-in link, or the admin token, for the id of a session.
 * @throws CarillonError invalid_fields for a wrong one, whichever it was meant to be; too_many_requests after ten in a minute
 */
export async function signIn(
  token: string,
  { config, sessions }: Backend,
): Promise<{ actor: string; id: string }> {
  const nowMs = Date.now();
  failures = failures.filter((atMs) => nowMs - atMs < MINUTE_MS);
  if (failures.length >= FAILURES_A_MINUTE)
    throw new CarillonError("too_many_requests", "Too many wrong tokens. Wait a minute.");
  const isLink =
    secretsMatch(token, process.env.CARILLON_SIGN_IN_SECRET) && (await sessions.useOnce(token));
  if (!isLink && !secretsMatch(token, config.adminToken)) {
    failures.push(nowMs);
    throw invalidField(
      "token",
      "is not valid. A sign-in link works once; the admin token works every time.",
    );
  }
  const actor = "admin";
  return { actor, id: await sessions.start(actor, nowMs) };
}

export function sessionCookie(request: Request, id: string | null): string {
  const isSecure =
    new URL(request.url).protocol === "https:" ||
    request.headers.get("x-forwarded-proto") === "https";
  const name = isSecure ? SECURE_SESSION_COOKIE : SESSION_COOKIE;
  const life = id === null ? "; Max-Age=0" : "";
  return `${name}=${id ?? ""}; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}${life}`;
}

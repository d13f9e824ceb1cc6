import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from "@/lib/auth/sessions.ts";
import { secretsMatch } from "@/lib/auth/secrets.ts";
import { CarillonError } from "@/lib/errors.ts";
import type { Backend } from "./backend.ts";

export interface Caller {
  actor: string;
  via: "token" | "session";
}

/**
 * Who asks: the holder of the admin token, or of a session.
 * @throws CarillonError unauthenticated
 */
export async function authenticate(
  request: Request,
  { config, sessions }: Backend,
): Promise<Caller> {
  const bearer = bearerOf(request);
  if (bearer !== null) {
    if (secretsMatch(bearer, config.adminToken)) return { actor: "admin-token", via: "token" };
    throw new CarillonError("unauthenticated", "The token is not valid.");
  }
  const id = sessionIdOf(request.headers.get("cookie"));
  const session = id === null ? null : await sessions.find(id, Date.now());
  if (!session)
    throw new CarillonError(
      "unauthenticated",
      "Sign in, or send an Authorization header with a bearer token.",
    );
  return { actor: session.actor, via: "session" };
}

/** Null without the header; an empty token is a token, and a wrong one. */
function bearerOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  return /^Bearer\s*(.*)$/i.exec(header)?.[1] ?? "";
}

export function sessionIdOf(cookieHeader: string | null): string | null {
  for (const pair of (cookieHeader ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if ((name === SESSION_COOKIE || name === SECURE_SESSION_COOKIE) && value) return value;
  }
  return null;
}

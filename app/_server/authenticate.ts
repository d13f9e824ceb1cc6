import type { Access } from "@/lib/api/permissions.ts";
import { OWNER, type Subject } from "@/lib/auth/subject.ts";
import { secretsMatch } from "@/lib/auth/secrets.ts";
import { CarillonError } from "@/lib/errors.ts";
import { accessOfSession, accessOfToken, ownerAccess } from "./access.ts";
import type { Backend } from "./backend.ts";
import { sessionIdOf } from "./cookies.ts";

export interface Caller {
  access: Access;
  subject: Subject;
  via: "token" | "session";
  /** The session they came with; null for a token. */
  session: { id: string; endsMs: number } | null;
  /** By a token that somebody has made, and not by the admin token. */
  isByMadeToken: boolean;
}

/**
 * Who asks, and what they may do: the holder of the admin token, of an API token, or of a session.
 * @throws CarillonError unauthenticated
 */
export async function authenticate(
  request: Request,
  backend: Backend,
  isUse = true,
): Promise<Caller> {
  const bearer = bearerOf(request.headers);
  const caller =
    bearer === null
      ? await callerOfSession(request.headers, backend, isUse)
      : await callerOfBearer(bearer, backend);
  if (caller) return caller;
  throw new CarillonError(
    "unauthenticated",
    bearer === null
      ? "Sign in, or send an Authorization header with a bearer token."
      : "The token is not valid: wrong, over or revoked.",
  );
}

async function callerOfBearer(bearer: string, backend: Backend): Promise<Caller | null> {
  const common = { via: "token" as const, session: null };
  if (secretsMatch(bearer, backend.config.adminToken))
    return { ...common, access: ownerAccess("admin-token"), subject: OWNER, isByMadeToken: false };
  const token = await backend.tokens.verify(bearer, Date.now());
  const access = token && (await accessOfToken(token, backend));
  return access && { ...common, access, subject: token.subject, isByMadeToken: true };
}

/** Who has signed in with this browser; null for nobody. */
export async function callerOfSession(
  headers: Headers,
  backend: Backend,
  isUse = true,
): Promise<Caller | null> {
  const id = sessionIdOf(headers);
  const session = id === null ? null : await backend.sessions.find(id, Date.now(), isUse);
  const access = session && (await accessOfSession(session, backend));
  if (id === null || !session || !access) return null;
  const { subject, endsMs } = session;
  return { access, subject, via: "session", session: { id, endsMs }, isByMadeToken: false };
}

/** Null without the header, or with another scheme, which a proxy may want; an empty token is a token, and a wrong one. */
function bearerOf(headers: Headers): string | null {
  const match = /^bearer(?:\s+(.*))?$/i.exec(headers.get("authorization") ?? "");
  return match && (match[1] ?? "");
}

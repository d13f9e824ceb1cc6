import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from "@/lib/auth/sessions.ts";
import { backend } from "./backend.ts";

/** Who looks while Redis is away, and nobody can say. */
export const UNKNOWN = "unknown";

/** For pages: who looks. Whoever has no session is sent to sign in; with Redis away the page shows that instead. */
export async function requireSession(path = "/"): Promise<{ actor: string }> {
  const jar = await cookies();
  await headers();
  const id = jar.get(SESSION_COOKIE)?.value ?? jar.get(SECURE_SESSION_COOKIE)?.value;
  const session =
    id === undefined
      ? null
      : await backend()
          .sessions.find(id, Date.now())
          .catch(() => UNKNOWN as typeof UNKNOWN);
  if (session === UNKNOWN) return { actor: UNKNOWN };
  if (!session) redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  return { actor: session.actor };
}

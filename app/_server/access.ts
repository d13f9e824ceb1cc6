import { type Access, isAtLeast, PermissionName, type QueueGrants } from "@/lib/api/permissions.ts";
import type { ApiToken } from "@/lib/auth/tokens.ts";
import type { Session } from "@/lib/auth/sessions.ts";
import { accountOf, OWNER, type Subject } from "@/lib/auth/subject.ts";
import type { Backend } from "./backend.ts";

/** What the holder of the admin token may do, and whoever came by the one-time link. */
export const ownerAccess = (actor: string): Access => ({
  actor,
  role: "admin",
  queues: "*",
  scopes: null,
});

/** What somebody may do who has signed in; null when they may not any more. */
export async function accessOfSession(
  { actor, by }: Session,
  { users, config }: Pick<Backend, "users" | "config">,
): Promise<Access | null> {
  if (by.kind === "owner") return ownerAccess(actor);
  if (by.kind === "oidc") {
    // Whom a provider vouches for that is not asked any more nobody vouches for.
    if (by.issuer !== config.oidc?.issuer) return null;
    return { actor, role: by.role, queues: by.queues, scopes: null };
  }
  const user = await users.find(by.name);
  if (!user || user.isDisabled) return null;
  return { actor, role: user.role, queues: user.queues, scopes: null };
}

/** A token may never do more than its owner may now; null when the owner may nothing any more. */
export async function accessOfToken(
  { name, owner, subject, role, queues, scopes }: ApiToken,
  backend: TokenStores,
): Promise<Access | null> {
  const own: Access = {
    actor: `${owner} (token ${name})`,
    role,
    queues,
    scopes: scopes && knownScopes(scopes),
  };
  if (subject === OWNER) return own;
  const standing = await standingOf(subject, backend);
  return (
    standing && {
      ...own,
      role: isAtLeast(role, standing.role) ? standing.role : role,
      queues: common(queues, standing.queues),
    }
  );
}

type TokenStores = Pick<Backend, "users" | "standings" | "config">;

/** Of an account it is what it may do at this moment; of somebody from elsewhere, what they might when they signed in last. */
async function standingOf(
  subject: Subject,
  { users, standings, config }: TokenStores,
): Promise<Pick<Access, "role" | "queues"> | null> {
  const account = accountOf(subject);
  if (account === null) return config.oidc === null ? null : standings.find(subject);
  const user = await users.find(account);
  return !user || user.isDisabled ? null : user;
}

/** A permission that an upgrade has done away with is one that nobody has. */
export const knownScopes = (scopes: string[]) =>
  scopes.flatMap((scope) => PermissionName.safeParse(scope).data ?? []);

function common(a: QueueGrants, b: QueueGrants): QueueGrants {
  if (a === "*") return b;
  return b === "*" ? a : a.filter((queue) => b.includes(queue));
}

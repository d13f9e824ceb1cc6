import { type Access, isAtLeast, type QueueGrants, refusalOf } from "@/lib/api/permissions.ts";
import type { CreateToken } from "@/lib/api/tokens.ts";
import type { NewToken } from "@/lib/auth/tokens.ts";
import { accountOf, OWNER } from "@/lib/auth/subject.ts";
import { CarillonError, conflict, invalidField } from "@/lib/errors.ts";
import type { Caller } from "./authenticate.ts";
import type { Backend } from "./backend.ts";

const DAY_MS = 86_400_000;
/** Of one owner: more are a program that makes one at each start. */
const MOST_TOKENS = 50;

/**
 * A token that may no more than its maker. A token makes none: it could make itself live for ever.
 * @throws CarillonError forbidden, conflict, invalid_fields
 */
export async function newToken(
  { access, subject, isByMadeToken }: Caller,
  asked: CreateToken,
  { tokens }: Pick<Backend, "tokens">,
  nowMs: number,
): Promise<NewToken> {
  if (isByMadeToken)
    throw new CarillonError(
      "forbidden",
      "A token cannot make tokens. Sign in, or use the admin token.",
    );
  const own = (await tokens.list(nowMs)).filter(
    (token) => token.subject === subject && token.expiresMs > nowMs,
  );
  if (own.length >= MOST_TOKENS)
    throw conflict(`You have ${own.length} API tokens. Revoke those that nobody uses first.`);
  const { role = access.role, queues = access.queues, scopes = null } = asked;
  checkWithin(access, { role, queues, scopes });
  return {
    name: asked.name,
    subject,
    owner: accountOf(subject) ?? (subject === OWNER ? OWNER : access.actor),
    role,
    queues,
    scopes,
    expiresMs: nowMs + asked.expiresInDays * DAY_MS,
  };
}

function checkWithin(access: Access, { role, queues, scopes }: Omit<Access, "actor">): void {
  if (!isAtLeast(access.role, role))
    throw invalidField("role", `must be at most your own, which is ${access.role}`);
  const beyond = beyondOf(queues, access.queues);
  if (beyond.length > 0)
    throw invalidField("queues", `must be among your own, which ${beyond.join(", ")} is not`);
  const refused = (scopes ?? []).find(
    (scope) => refusalOf({ actor: "", role, queues, scopes: null }, scope) !== null,
  );
  if (refused !== undefined)
    throw invalidField("scopes", `must be what the role ${role} may, which ${refused} is not`);
}

function beyondOf(asked: QueueGrants, own: QueueGrants): string[] {
  if (own === "*") return [];
  return asked === "*" ? ["every queue"] : asked.filter((queue) => !own.includes(queue));
}

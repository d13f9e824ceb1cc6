import type { ApiToken, ApiTokenList } from "@/lib/api/tokens.ts";
import type { User, UserList } from "@/lib/api/users.ts";
import { refusalOf } from "@/lib/api/permissions.ts";
import type { WhoAmI } from "@/lib/api/session.ts";
import { accountOf, isElsewhere } from "@/lib/auth/subject.ts";
import type * as stored from "@/lib/auth/tokens.ts";
import type * as known from "@/lib/auth/users.ts";
import { CarillonError } from "@/lib/errors.ts";
import { knownScopes } from "./access.ts";
import type { Caller } from "./authenticate.ts";
import type { Backend } from "./backend.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

export const userAnswer = ({ createdMs, signedInMs, ...user }: known.User): User => ({
  ...user,
  createdAt: iso(createdMs),
  signedInAt: isoOrNull(signedInMs),
});

export function tokenAnswer({ subject: _subject, ...token }: stored.ApiToken): ApiToken {
  const { createdMs, expiresMs, usedMs, scopes, ...rest } = token;
  return {
    ...rest,
    scopes: scopes && knownScopes(scopes),
    createdAt: iso(createdMs),
    expiresAt: iso(expiresMs),
    usedAt: isoOrNull(usedMs),
  };
}

export async function usersAnswer({ accounts }: Backend, nowMs: number): Promise<UserList> {
  return { items: (await accounts.list()).map(userAnswer), now: iso(nowMs) };
}

/** @throws CarillonError forbidden */
export async function tokensAnswer(
  { access, subject }: Caller,
  isAll: boolean,
  { tokens }: Backend,
  nowMs: number,
): Promise<ApiTokenList> {
  const refusal = isAll ? refusalOf(access, "tokens:all") : null;
  if (refusal !== null) throw new CarillonError("forbidden", refusal);
  const all = await tokens.list(nowMs);
  const shown = isAll ? all : all.filter((token) => token.subject === subject);
  return { items: shown.map(tokenAnswer), now: iso(nowMs) };
}

export async function whoAmI(
  { access, subject, via, session }: Caller,
  { users, config }: Backend,
): Promise<WhoAmI> {
  const account = accountOf(subject);
  const user = account === null ? null : await users.find(account);
  return {
    ...access,
    account,
    hasPassword: user?.hasPassword ?? false,
    provider: isElsewhere(subject) ? (config.oidc?.name ?? "another provider") : null,
    via,
    endsAt: isoOrNull(session?.endsMs ?? null),
  };
}

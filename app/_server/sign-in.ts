import type { SignIn } from "@/lib/api/session.ts";
import { secretsMatch } from "@/lib/auth/secrets.ts";
import { OWNER, type SignedInBy, userSubject } from "@/lib/auth/subject.ts";
import { CarillonError, invalidField } from "@/lib/errors.ts";
import type { Backend } from "./backend.ts";
import { networkOf } from "./peer.ts";

const ALLOWANCE = { limit: 10, spanMs: 60_000 };

/**
 * Exchanges the one-time secret of the sign-in link, the admin token, or a name and its password for the id of a session. Ten wrong
 * ones a minute are heard, for each account and from each address.
 * @throws CarillonError invalid_fields for a wrong one, whoever it was meant to be; too_many_requests
 */
export async function signIn(
  given: SignIn,
  address: string,
  backend: Backend,
): Promise<{ actor: string; id: string }> {
  const isAccount = "name" in given;
  return guessing(address, isAccount ? given.name : null, backend, async () => {
    const subject = isAccount ? userSubject(given.name) : OWNER;
    const epoch = await backend.sessions.epochOf(subject);
    const { actor, by } = isAccount
      ? await byPassword(given, backend)
      : await byToken(given, backend);
    const id = await backend.sessions.start(actor, by, epoch, Date.now());
    return { actor, id };
  });
}

/**
 * Counts as a try what may turn out to be a guess of a secret, and not as one when it was right. All are counted before they are
 * looked at, so that many at once are not heard either. The tries of others cannot keep out who has a token: it is not guessed.
 */
export async function guessing<T>(
  address: string,
  account: string | null,
  { attempts }: Pick<Backend, "attempts">,
  run: () => Promise<T>,
): Promise<T> {
  const counted: [string, string][] = [["sign-in from", networkOf(address)]];
  if (account !== null) counted.push(["sign-in as", account]);
  const waits = await Promise.all(
    counted.map(([what, who]) => attempts.note(what, who, ALLOWANCE)),
  );
  const waitMs = Math.max(...waits.map((wait) => wait ?? 0));
  if (waitMs > 0)
    throw new CarillonError(
      "too_many_requests",
      `Too many attempts to sign in. Try again in ${Math.ceil(waitMs / 1_000)} s.`,
      { retryAfterMs: waitMs },
    );
  const answer = await run();
  await Promise.all(counted.map(([what, who]) => attempts.takeBack(what, who)));
  return answer;
}

interface SignedIn {
  actor: string;
  by: SignedInBy;
}

async function byToken(
  { token }: { token: string },
  { config, sessions }: Backend,
): Promise<SignedIn> {
  const isLink =
    secretsMatch(token, process.env.CARILLON_SIGN_IN_SECRET) && (await sessions.useOnce(token));
  if (!isLink && !secretsMatch(token, config.adminToken))
    throw invalidField(
      "token",
      "is not valid. A sign-in link works once; the admin token works every time.",
    );
  return { actor: OWNER, by: { kind: "owner" } };
}

async function byPassword(
  { name, password }: { name: string; password: string },
  { users }: Backend,
): Promise<SignedIn> {
  const user = await users.verify(name, password);
  if (!user) throw invalidField("password", "The name or the password is not right.");
  await users.noteSignIn(user.name, Date.now());
  return { actor: user.name, by: { kind: "user", name: user.name } };
}

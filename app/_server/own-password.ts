import type { ChangePassword } from "@/lib/api/session.ts";
import { accountOf } from "@/lib/auth/subject.ts";
import { CarillonError, invalidField } from "@/lib/errors.ts";
import type { Caller } from "./authenticate.ts";
import type { Backend } from "./backend.ts";
import { guessing } from "./sign-in.ts";
import { closeStreams } from "./streams.ts";

/**
 * Changes the password of who has signed in with one and knows it. All their sessions end but this one, which goes on under the id that is
 * answered.
 * @throws CarillonError forbidden, invalid_fields, too_many_requests
 */
export async function changeOwnPassword(
  { subject, session }: Caller,
  { present, password }: ChangePassword,
  address: string,
  backend: Backend,
): Promise<{ actor: string; id: string }> {
  const { accounts, users } = backend;
  const name = accountOf(subject);
  if (name === null || session === null)
    throw new CarillonError(
      "forbidden",
      "Only who has signed in to an account of this installation has a password here.",
    );
  await guessing(address, name, backend, async () => {
    if (!(await users.verify(name, present)))
      throw invalidField("present", "is not your present password");
  });
  const id = await accounts.changeOwnPassword(name, password, session.id, Date.now());
  closeStreams(
    (stream) =>
      stream.subject === subject && stream.sessionId !== null && stream.sessionId !== session.id,
  );
  return { actor: name, id };
}

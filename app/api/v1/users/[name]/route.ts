import { userAnswer } from "@/app/_server/account-answers.ts";
import { route } from "@/app/_server/route.ts";
import { closeStreams } from "@/app/_server/streams.ts";
import { userSubject } from "@/lib/auth/subject.ts";
import { invalidField } from "@/lib/errors.ts";

export const dynamic = "force-dynamic";

export const GET = route("getUser", async ({ params: { name } }, _, { accounts }) =>
  userAnswer(await accounts.get(name)),
);

export const PATCH = route("changeUser", async ({ params, body, caller, trail }, _, shared) => {
  const { name } = params;
  const subject = userSubject(name);
  if (body.password !== undefined && caller.subject === subject)
    throw invalidField("password", "of your own is changed with the present one, on Your account");
  trail.before = userAnswer(await shared.accounts.get(name));
  const user = await shared.accounts.change(name, body);
  // Their browsers come back at once if their sessions live on.
  closeStreams((stream) => stream.subject === subject);
  return userAnswer(user);
});

export const DELETE = route("removeUser", async ({ params: { name }, trail }, _, shared) => {
  trail.before = userAnswer(await shared.accounts.get(name));
  const tokens = await shared.accounts.remove(name, Date.now());
  closeStreams(({ subject }) => subject === userSubject(name));
  return { name, tokens };
});

import { userAnswer } from "@/app/_server/account-answers.ts";
import { route } from "@/app/_server/route.ts";
import { closeStreams } from "@/app/_server/streams.ts";
import { userSubject } from "@/lib/auth/subject.ts";

export const dynamic = "force-dynamic";

export const POST = route("signOutUser", async ({ params: { name } }, _, { accounts }) => {
  const user = await accounts.get(name);
  await accounts.signOut(name);
  closeStreams(({ subject, sessionId }) => subject === userSubject(name) && sessionId !== null);
  return userAnswer(user);
});

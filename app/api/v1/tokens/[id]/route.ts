import { tokenAnswer } from "@/app/_server/account-answers.ts";
import { route } from "@/app/_server/route.ts";
import { refusalOf } from "@/lib/api/permissions.ts";
import { notFound } from "@/lib/errors.ts";

export const dynamic = "force-dynamic";

export const DELETE = route("revokeToken", async ({ params: { id }, caller, trail }, _, shared) => {
  const token = await shared.tokens.find(id);
  const isOwn = token?.subject === caller.subject;
  // Whose else there are is nobody's business.
  if (!token || (!isOwn && refusalOf(caller.access, "tokens:all") !== null))
    throw notFound("API token", id);
  trail.before = tokenAnswer(token);
  if (!(await shared.tokens.revoke(id))) throw notFound("API token", id);
  return tokenAnswer(token);
});

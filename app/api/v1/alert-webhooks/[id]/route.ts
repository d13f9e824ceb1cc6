import { changeWebhook, unknownWebhook, webhookAnswer } from "@/app/_server/alert-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const PATCH = route(
  "changeAlertWebhook",
  async ({ params: { id }, body, trail }, _, shared) => {
    const before = await shared.alertWebhooks.find(id);
    trail.before = before ? webhookAnswer(before) : undefined;
    return changeWebhook(id, body, shared);
  },
);

export const DELETE = route("removeAlertWebhook", async ({ params: { id }, trail }, _, shared) => {
  const removed = await shared.alertWebhooks.remove(id);
  if (!removed) throw unknownWebhook(id);
  const answer = webhookAnswer(removed);
  trail.before = answer;
  return answer;
});

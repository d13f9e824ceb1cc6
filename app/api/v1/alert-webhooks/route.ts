import { makeWebhook, webhooksAnswer } from "@/app/_server/alert-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listAlertWebhooks", (_, __, shared) => webhooksAnswer(shared));

export const POST = route("createAlertWebhook", async ({ body, by, trail }, _, shared) => {
  const made = await makeWebhook(body, by, shared);
  trail.target = `alert-webhooks ${made.webhook.id}`;
  return made;
});

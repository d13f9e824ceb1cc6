import { testWebhook } from "@/app/_server/alert-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const POST = route("testAlertWebhook", ({ params, request }, _, shared) =>
  testWebhook(params.id, request, shared),
);

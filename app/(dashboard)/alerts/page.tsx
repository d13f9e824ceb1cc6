import { Preload } from "@/app/_live/preload.tsx";
import { alertsAnswer, webhooksAnswer } from "@/app/_server/alert-answers.ts";
import { backend } from "@/app/_server/backend.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { AlertsView } from "./alerts-view.tsx";

export default async function AlertsPage() {
  const { answers } = await preloaded([
    want("listAlerts", {}, () => alertsAnswer(backend())),
    want("listAlertWebhooks", {}, () => webhooksAnswer(backend())),
  ]);
  return (
    <Preload answers={answers}>
      <AlertsView />
    </Preload>
  );
}

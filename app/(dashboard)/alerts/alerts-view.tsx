"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { countWord, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import type { AlertWebhook } from "@/lib/api/alerts.ts";
import { OpenAlerts } from "./_open/open-alerts.tsx";
import { NewWebhook } from "./_webhooks/new-webhook.tsx";
import { WebhookPanel } from "./_webhooks/webhook-panel.tsx";

/** What needs a person now, since when, and who is told of it elsewhere. */
export function AlertsView() {
  const { data: alerts } = useApi("listAlerts");
  const { data: webhooks } = useApi("listAlertWebhooks");
  return (
    <>
      <PageHeader
        title={alerts ? headline(alerts.items.length) : "Alerts"}
        tab="Alerts"
        about={webhooks && toldText(webhooks.items)}
        actions={<NewWebhook />}
      />
      <div className="flex flex-col gap-4">
        <OpenAlerts />
        <WebhookPanel />
      </div>
    </>
  );
}

const headline = (open: number) =>
  `${countWord(open)} ${open === 1 || open === 0 ? "alert is" : "alerts are"} open`;

/** Whether anybody learns of an alert who does not look at these pages. */
function toldText(webhooks: AlertWebhook[]): string {
  const enabled = webhooks.filter(({ isEnabled }) => isEnabled);
  if (webhooks.length === 0) return "Nobody is told elsewhere: there is no webhook.";
  if (enabled.length === 0) return "Nobody is told elsewhere: every webhook is off.";
  const failing = enabled.filter(({ delivery }) => delivery.state === "failing").length;
  if (failing > 0)
    return `${failing} of ${plural(enabled.length, "webhook")} ${failing === 1 ? "fails" : "fail"}: the news has not arrived there.`;
  return `${plural(enabled.length, "webhook is", "webhooks are")} told when alerts begin and end.`;
}

"use client";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { WebhookTable } from "./webhook-table.tsx";

/** Who is told of alerts, and how telling them goes. */
export function WebhookPanel() {
  const { data, error } = useApi("listAlertWebhooks");
  return (
    <Panel title="Webhooks" aside="who is told when alerts begin and end">
      {error && !data && (
        <div className="p-4">
          <Failure title="The webhooks cannot be read">{error.message}</Failure>
        </div>
      )}
      {!data && !error && <SkeletonRows rows={2} />}
      {data?.items.length === 0 && (
        <Empty title="Nobody is told elsewhere">
          <p>
            A webhook has an address told when alerts begin and end, and which jobs have failed: a
            channel of Slack or Mattermost, an on-call service, a program of yours. New webhook
            makes one.
          </p>
        </Empty>
      )}
      {data && data.items.length > 0 && <WebhookTable webhooks={data.items} />}
    </Panel>
  );
}

"use client";
import Link from "next/link";
import { SteadyRows } from "@/app/_live/steady-rows.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { AlertTable } from "./alert-table.tsx";

/** What needs a person, the worst first. */
export function OpenAlerts() {
  const { data: alerts, error } = useApi("listAlerts");
  const items = alerts?.items.map((alert) => ({ ...alert, id: `${alert.kind} ${alert.subject}` }));
  return (
    <Panel
      title="Open alerts"
      aside={
        <>
          the worst first, <FailedJobs /> apart
        </>
      }
    >
      {error && !items && (
        <div className="p-4">
          <Failure title="The alerts cannot be read">{error.message}</Failure>
        </div>
      )}
      {!items && !error && <SkeletonRows rows={2} />}
      {items && (
        <SteadyRows items={items} listKey="alerts">
          {(rows, gone) =>
            rows.length === 0 ? <NoneOpen /> : <AlertTable alerts={rows} gone={gone} />
          }
        </SteadyRows>
      )}
    </Panel>
  );
}

function NoneOpen() {
  const { data: stats } = useApi("getStats");
  const isFailed = stats?.attention.some(({ kind }) => kind === "jobs-failed") ?? false;
  return (
    <Empty title={isFailed ? "Nothing but failed jobs needs you" : "Nothing needs you"}>
      <p>
        Whatever needs a person stands here until it is over; webhooks are told once it has lasted
        15 s, and of failed jobs, which do not stand here.
      </p>
    </Empty>
  );
}

const FailedJobs = () => (
  <Link href="/jobs?state=failed" className="underline">
    failed jobs
  </Link>
);

"use client";
import Link from "next/link";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { bytesText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { WorkerStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Worker } from "@/lib/api/system.ts";

export function WorkerList() {
  const { data, error } = useApi("listWorkers");
  return (
    <>
      <PageHeader
        title={data ? headline(data.items) : "Workers"}
        tab="Workers"
        about={data && about(data.items)}
      />
      <Panel label="Workers">
        {error && !data && <Failure title="The workers cannot be read">{error.message}</Failure>}
        {!data && !error && <SkeletonRows rows={3} />}
        {data?.items.length === 0 && (
          <Empty title="No worker has reported yet">
            <p>
              <code className="font-mono">npm run scheduler</code> and{" "}
              <code className="font-mono">npm run executor</code> start one of each.
            </p>
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Workers">
            <Head>
              <Th>State</Th>
              <Th>Worker</Th>
              <Th>Kind</Th>
              <Th className="max-lg:hidden">Queues</Th>
              <Th numeric>Slots</Th>
              <Th>Runs now</Th>
              <Th numeric>Memory</Th>
              <Th numeric>Heartbeat</Th>
            </Head>
            <Body>
              {data.items.map((worker) => (
                <WorkerRow key={worker.id} worker={worker} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </>
  );
}

function WorkerRow({ worker }: { worker: Worker }) {
  const { id, kind, state, queues, slots, running, rssBytes, beatAt } = worker;
  const types = [...new Set(running.map(({ type }) => type))];
  return (
    <Row className="relative hover:bg-sunken">
      <Td>
        <WorkerStateBadge state={state} />
      </Td>
      <Td className="max-sm:order-3 max-sm:w-full">
        <Link
          href={`/workers/${encodeURIComponent(id)}`}
          className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
        >
          {id}
        </Link>
      </Td>
      <Td className="max-sm:order-3">{kind}</Td>
      <Td className="max-w-40 truncate text-ink-2 max-lg:hidden">{queues.join(", ")}</Td>
      <Td numeric className="max-sm:order-4">
        {slots !== null && (
          <>
            {running.length} <span className="text-ink-3">of {slots}</span>
          </>
        )}
      </Td>
      <Td className="w-full max-w-0 truncate text-ink-2 max-sm:order-5 max-sm:w-auto max-sm:max-w-full">
        {types.length === 0 ? (kind === "executor" ? "nothing" : "") : types.join(", ")}
      </Td>
      <Td numeric className="text-ink-3 max-sm:hidden">
        {bytesText(rssBytes)}
      </Td>
      <Td numeric className={state === "lost" ? "font-medium text-failed" : "max-sm:ml-auto"}>
        <Ago at={beatAt} />
      </Td>
    </Row>
  );
}

const alive = (workers: Worker[], kind: Worker["kind"]) =>
  workers.filter((worker) => worker.kind === kind && worker.state === "active").length;

function headline(workers: Worker[]): string {
  const executors = alive(workers, "executor");
  const schedulers = alive(workers, "scheduler");
  if (executors === 0) return "No executor is alive: no job starts";
  if (schedulers === 0) return "No scheduler is alive: nothing that is planned becomes ready";
  return `${plural(executors, "executor")} and ${plural(schedulers, "scheduler")} at work`;
}

function about(workers: Worker[]): string {
  const slots = workers.reduce(
    (sum, { slots: each, state }) => sum + (state === "active" ? (each ?? 0) : 0),
    0,
  );
  const running = workers.reduce((sum, worker) => sum + worker.running.length, 0);
  const lost = workers.filter(({ state }) => state === "lost").length;
  return `${running} of ${plural(slots, "slot")} in use.${lost > 0 ? ` ${lost} lost: what they held was given to others.` : ""}`;
}

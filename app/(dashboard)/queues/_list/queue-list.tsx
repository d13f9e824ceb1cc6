"use client";
import Link from "next/link";
import { Since } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { queueLimitsText } from "@/app/_ui/limits.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { jobStateWord } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Queue } from "@/lib/api/system.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { QueueStateBadge } from "./queue-state.tsx";

const COUNTED: JobState[] = ["ready", "running", "scheduled", "blocked", "failed"];
/** What few queues have is left out where the columns would not fit. */
const widthOf = (state: JobState) => (state === "blocked" ? "sm:max-lg:hidden" : undefined);

export function QueueList() {
  const { data, error } = useApi("listQueues");
  return (
    <>
      <PageHeader title="Queues" about={data && plural(data.items.length, "queue")} />
      <Panel label="Queues">
        {error && !data && <Failure title="The queues cannot be read">{error.message}</Failure>}
        {!data && !error && <SkeletonRows rows={3} />}
        {data?.items.length === 0 && (
          <Empty title="There are no queues yet">A queue is there from its first job on.</Empty>
        )}
        {data && data.items.length > 0 && (
          <Table caption="Queues">
            <Head>
              <Th>State</Th>
              <Th>Queue</Th>
              {COUNTED.map((state) => (
                <Th key={state} numeric className={widthOf(state)}>
                  {jobStateWord(state)}
                </Th>
              ))}
              <Th numeric>Oldest waits</Th>
              <Th numeric>Executors</Th>
            </Head>
            <Body>
              {data.items.map((queue) => (
                <QueueRow key={queue.name} queue={queue} />
              ))}
            </Body>
          </Table>
        )}
      </Panel>
    </>
  );
}

function QueueRow({ queue }: { queue: Queue }) {
  const { name, counts, oldestReadyAt, executors } = queue;
  const limits = queueLimitsText(queue.limits);
  return (
    <Row className="relative hover:bg-sunken">
      <Td>
        <QueueStateBadge queue={queue} />
      </Td>
      <Td className="w-full max-sm:w-auto">
        <Link href={`/queues/${name}`} className="font-medium after:absolute after:inset-0">
          {name}
        </Link>
        {limits !== null && <span className="ml-2 text-sm text-ink-3">{limits}</span>}
      </Td>
      {COUNTED.map((state) => (
        <Td key={state} numeric className={widthOf(state)}>
          <span className="text-ink-3 sm:hidden">{jobStateWord(state)} </span>
          {countText(counts[state])}
        </Td>
      ))}
      <Td numeric className="text-ink-3">
        {oldestReadyAt !== null && <Since at={oldestReadyAt} />}
      </Td>
      <Td numeric className={executors.length === 0 ? "font-medium text-failed" : ""}>
        <span className="sm:hidden">executors </span>
        {executors.length}
      </Td>
    </Row>
  );
}

"use client";
import Link from "next/link";
import { Ago, Since } from "@/app/_live/times.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { shortInstantText } from "@/app/_ui/instants.ts";
import { Empty } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { JobStateBadge } from "@/app/_ui/states.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import { useNow } from "@/app/_live/clock.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { shortId } from "../../../jobs/_list/short-id.ts";
import { type KeptRun, keptRuns } from "./newest.ts";

const MOST_SHOWN = 10;

/** Its newest runs that are kept. They are known by name, so that a busy queue need not be searched for them. */
export function NewestRuns({ schedule }: { schedule: Schedule }) {
  const runs = keptRuns(schedule).slice(0, MOST_SHOWN);
  return (
    <Panel
      title="Newest runs"
      aside={
        <Link href={`/jobs?schedule=${encodeURIComponent(schedule.id)}`} className="underline">
          all of them
        </Link>
      }
    >
      {runs.length === 0 ? (
        <Empty title={schedule.lastRun === null ? "It has not run yet" : "No run is kept"} />
      ) : (
        <Table caption="Newest runs">
          <Head>
            <Th>State</Th>
            <Th>Run</Th>
            <Th>Planned for</Th>
            <Th numeric>Time</Th>
          </Head>
          <Body>
            {runs.map((run) => (
              <RunRow key={run.jobId} run={run} />
            ))}
          </Body>
        </Table>
      )}
    </Panel>
  );
}

function RunRow({ run }: { run: KeptRun }) {
  const { jobId, jobState } = run;
  return (
    <Row data-job={jobId} className="relative hover:bg-sunken">
      <Td>
        <JobStateBadge state={jobState} />
      </Td>
      <Td className="max-sm:order-3">
        {/* The link covers its row. */}
        <Link href={`/jobs/${encodeURIComponent(jobId)}`} className="after:absolute after:inset-0">
          <Mono>{shortId(jobId)}</Mono>
        </Link>
      </Td>
      <Td className="w-full text-ink-2 max-sm:order-4 max-sm:w-auto">
        <Planned run={run} />
      </Td>
      <Td numeric className="max-sm:order-2 max-sm:ml-auto">
        <RunTime run={run} />
      </Td>
    </Row>
  );
}

function Planned({ run: { plannedAt, outcome } }: { run: KeptRun }) {
  const { timeZone } = useZone();
  const now = useNow();
  if (outcome === "triggered") return <>run by hand</>;
  const at = shortInstantText(plannedAt, timeZone, now);
  return <>{outcome === "backfilled" ? `${at}, backfilled` : at}</>;
}

/** Since when it runs, or how long it took and when it ended. */
function RunTime({ run: { plannedAt, startedAt, finishedAt } }: { run: KeptRun }) {
  if (finishedAt === null)
    return startedAt === null ? (
      <>
        waiting <Since at={plannedAt} />
      </>
    ) : (
      <Since at={startedAt} />
    );
  return (
    <>
      {startedAt !== null && (
        <span className="mr-2 text-ink-3">
          took {durationText(Date.parse(finishedAt) - Date.parse(startedAt))}
        </span>
      )}
      <Ago at={finishedAt} />
    </>
  );
}

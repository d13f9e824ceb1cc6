"use client";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Notice } from "@/app/_ui/notices.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { newestFailure } from "./newest.ts";
import { ToJob } from "./to.tsx";

export function Failing({ schedule }: { schedule: Schedule }) {
  const { failuresInRow, pauseAfterFailures } = schedule;
  return (
    <Notice
      tone="bad"
      title={
        failuresInRow === 1 ? "Its newest run failed" : `Its last ${failuresInRow} runs failed`
      }
    >
      <NewestFailure schedule={schedule} />
      {pauseAfterFailures > 0 && `It pauses itself at ${pauseAfterFailures} in a row.`}
    </Notice>
  );
}

/** The newest error, and the way to it. */
export function NewestFailure({ schedule }: { schedule: Schedule }) {
  const failure = newestFailure(schedule);
  const { data } = useApi("getJob", failure ? { params: { id: failure.jobId } } : null);
  if (!failure) return null;
  return (
    <>
      The newest failed <Ago at={failure.finishedAt ?? failure.plannedAt} />
      {data?.error && (
        <>
          : <span className="font-mono text-[12.5px] text-failed">{data.error.message}</span>
        </>
      )}
      . <ToJob id={failure.jobId}>See its error</ToJob>, mend the cause, then run it now.{" "}
    </>
  );
}

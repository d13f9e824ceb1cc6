"use client";
import { useNow } from "@/app/_live/clock.tsx";
import { Ago, Since } from "@/app/_live/times.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import type { JobSummary } from "@/lib/jobs/job.ts";

const LONG_WAIT_MS = 60_000;

/** The time that matters in the job's state: until it is due, since it waits, since it runs, when it ended. */
export function JobTime({ job }: { job: JobSummary }) {
  const now = useNow();
  const { state, runAt, createdAt, startedAt, finishedAt } = job;
  switch (state) {
    case "blocked":
      return (
        <>
          waiting <Since at={createdAt} />
        </>
      );
    case "scheduled":
      return runAt === null ? null : <Ago at={runAt} />;
    case "ready": {
      const since = runAt ?? createdAt;
      const isLong = now - Date.parse(since) > LONG_WAIT_MS;
      return (
        <span className={isLong ? "font-medium text-late" : undefined}>
          waiting <Since at={since} />
        </span>
      );
    }
    case "running":
      return startedAt === null ? null : <Since at={startedAt} />;
    default:
      return (
        <>
          {startedAt !== null && finishedAt !== null && (
            <span className="mr-2 text-ink-3 max-md:hidden">
              took {durationText(Date.parse(finishedAt) - Date.parse(startedAt))}
            </span>
          )}
          {finishedAt !== null && <Ago at={finishedAt} />}
        </>
      );
  }
}

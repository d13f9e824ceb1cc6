"use client";
import { Ago, Since } from "@/app/_live/times.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { plural } from "@/app/_ui/numbers.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import { JobLink } from "./job-links.tsx";
import { Blocked, Waiting } from "./waiting.tsx";

/** One sentence: where the job is, and why. */
export function StatusSentence({ job }: { job: Job }) {
  switch (job.state) {
    case "blocked":
      return <Blocked job={job} />;
    case "scheduled":
      return <Scheduled job={job} />;
    case "ready":
      return <Waiting job={job} />;
    case "running":
      return <Running job={job} />;
    case "succeeded":
      return (
        <>
          Succeeded <Ago at={job.finishedAt!} />, after {tookText(job)}
          {job.attempt > 1 && ` and ${plural(job.attempt - 1, "failed attempt")}`}.
        </>
      );
    case "failed":
      return <Failed job={job} />;
    case "cancelled":
      return <Cancelled job={job} />;
  }
}

function Scheduled({ job }: { job: Job }) {
  const isRetry = job.attempts.length > 0;
  return (
    <>
      {isRetry ? `Attempt ${job.attempt - 1} failed: the next one starts ` : "Starts "}
      {job.runAt === null ? "when it is due" : <Ago at={job.runAt} />}.
    </>
  );
}

function Failed({ job }: { job: Job }) {
  if (job.attempts.at(-1)?.outcome === "expired")
    return (
      <>
        Failed <Ago at={job.finishedAt!} />, unrun: it had not started
        {job.startDeadlineMs === null
          ? " in time"
          : ` within ${durationText(job.startDeadlineMs)} of its time`}
        . Nothing tries it again unless you do.
      </>
    );
  return (
    <>
      Failed <Ago at={job.finishedAt!} />, after {plural(job.attempt, "attempt")}. Nothing tries it
      again unless you do.
    </>
  );
}

function Cancelled({ job: { finishedAt, startedAt, cancelledBy } }: { job: Job }) {
  const parentId = parentOf(cancelledBy);
  return (
    <>
      Cancelled <Ago at={finishedAt!} />
      {parentId === null ? (
        cancelledBy !== null && ` by ${cancelledBy}`
      ) : (
        <>
          , since its parent <JobLink id={parentId} /> did not succeed
        </>
      )}
      .{startedAt === null && " It never started."}
    </>
  );
}

/** The engine signs with the parent, where that is the reason. */
function parentOf(cancelledBy: string | null): string | null {
  const id = cancelledBy?.startsWith("parent ") ? cancelledBy.slice("parent ".length) : null;
  return id !== null && parseJobId(id) ? id : null;
}

function Running({ job }: { job: Job }) {
  if (job.cancelRequested)
    return (
      <>
        {job.cancelledBy ?? "Someone"} asked it to stop; it has run for{" "}
        <Since at={job.startedAt!} /> and has not ended yet.
      </>
    );
  return (
    <>
      Running for {job.startedAt === null ? "a moment" : <Since at={job.startedAt} />} on{" "}
      {job.worker}
      {job.attempt > 1 && `, attempt ${job.attempt} of ${job.maxAttempts}`}.
    </>
  );
}

function tookText({ startedAt, finishedAt }: Job): string {
  if (startedAt === null || finishedAt === null) return "an unknown time";
  return durationText(Date.parse(finishedAt) - Date.parse(startedAt));
}

"use client";
import { Ago, Since } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { durationText } from "@/app/_ui/durations.ts";
import { plural } from "@/app/_ui/numbers.ts";
import type { Job } from "@/lib/jobs/job.ts";

/** One sentence: where the job is, and why. */
export function StatusSentence({ job }: { job: Job }) {
  switch (job.state) {
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
      return (
        <>
          Failed <Ago at={job.finishedAt!} />, after {plural(job.attempt, "attempt")}. Nothing tries
          it again unless you do.
        </>
      );
    case "cancelled":
      return (
        <>
          Cancelled <Ago at={job.finishedAt!} />
          {job.cancelledBy !== null && ` by ${job.cancelledBy}`}.
          {job.startedAt === null && " It never started."}
        </>
      );
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

function Waiting({ job }: { job: Job }) {
  const { data: queue } = useApi("getQueue", { params: { name: job.queue } });
  const { data: type } = useApi("getJobType", { params: { name: job.type } });
  const waiting = (
    <>
      Has waited for <Since at={job.runAt ?? job.createdAt} />
    </>
  );
  if (queue?.pause)
    return (
      <>
        {waiting}: {queue.pause.by} paused the queue {queue.name} <Ago at={queue.pause.at} />
        {queue.pause.reason !== null && ` (${queue.pause.reason})`}.
      </>
    );
  if (queue && queue.executors.length === 0)
    return (
      <>
        {waiting}: no live executor serves the queue {queue.name}. Start one with{" "}
        <code className="font-mono">npm run executor</code>.
      </>
    );
  if (type && type.executors.length === 0)
    return (
      <>
        {waiting}: no live executor knows the job type {job.type}.
      </>
    );
  return <>{waiting} for a free slot.</>;
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

"use client";
import { Ago, Since } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { rateText } from "@/app/_ui/limits.ts";
import { plural } from "@/app/_ui/numbers.ts";
import type { Queue } from "@/lib/api/system.ts";
import type { Holdup, Job, Parent } from "@/lib/jobs/job.ts";
import { JobLinks } from "./job-links.tsx";

/** Why a job that could start has not, the strongest reason first. */
export function Waiting({ job }: { job: Job }) {
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
  if (job.holdup) return <HeldUp job={job} holdup={job.holdup} />;
  return (
    <>
      {waiting} {queue ? slotOf(queue) : "for a free slot"}.
    </>
  );
}

function HeldUp({ job, holdup: { kind, key, runningJobs, until } }: { job: Job; holdup: Holdup }) {
  if (kind === "rate")
    return (
      <>
        Waits for the rate of {key}
        {job.rateLimit && `, ${rateText(job.rateLimit)}`}
        {until !== null && (
          <>
            : again <Ago at={until} />
          </>
        )}
        .
      </>
    );
  return (
    <>
      Waits for a slot of {key}
      {job.concurrency && `: ${runningJobs.length} of ${job.concurrency.limit} in use`}
      {runningJobs.length > 0 && (
        <>
          , by <JobLinks ids={runningJobs} />
        </>
      )}
      .
    </>
  );
}

/** What a job waits for that nothing of its own holds up: the limits of its queue, then the executors' slots. */
function slotOf({ name, limits: { concurrency, rate }, counts }: Queue): string {
  if (concurrency !== null && counts.running >= concurrency)
    return `for a slot of the queue ${name}: ${counts.running} of ${concurrency} in use`;
  if (rate !== null) return `for a free slot, or for the rate of the queue: ${rateText(rate)}`;
  return "for a free slot";
}

export function Blocked({ job: { parents, onParentFailure } }: { job: Job }) {
  const open = parents.filter(({ state }) => isAwaited(state, onParentFailure));
  if (open.length === 0) return <>Its parents have ended: it is about to be ready.</>;
  const failed = open.filter(({ state }) => state === "failed" || state === "cancelled");
  return (
    <>
      Waits for{" "}
      {open.length === parents.length
        ? plural(parents.length, "parent")
        : `${open.length} of ${plural(parents.length, "parent")}`}
      : <JobLinks ids={open.map(({ id }) => id)} />.
      {onParentFailure === "wait" &&
        failed.length > 0 &&
        ` ${failed.length === 1 ? "One" : failed.length} of them did not succeed: it goes on when that is retried and does.`}
    </>
  );
}

/** One that is no longer kept has been told of already. */
function isAwaited(state: Parent["state"], policy: Job["onParentFailure"]): boolean {
  if (state === null || state === "succeeded") return false;
  return policy !== "run" || (state !== "failed" && state !== "cancelled");
}

import type { JobTypeEntry } from "@/lib/api/system.ts";
import type { Job } from "@/lib/jobs/job.ts";
import type { OneJobOptions } from "@/lib/jobs/options.ts";

/** What a job was asked to be besides what its type makes of it anyway. */
export function ownOptions(job: Job, type: JobTypeEntry): Partial<OneJobOptions> {
  const own = <Name extends keyof Job & keyof JobTypeEntry>(name: Name) =>
    isSame(job[name], type[name]) ? undefined : (job[name] ?? undefined);
  const { backoff, unique, parents, onParentFailure, tags } = job;
  return {
    queue: own("queue"),
    priority: own("priority"),
    attempts: job.maxAttempts === type.attempts ? undefined : job.maxAttempts,
    backoff:
      backoff.kind === "custom" || isSame(backoff, type.backoff)
        ? undefined
        : { ...backoff, kind: backoff.kind },
    timeoutMs: own("timeoutMs"),
    startDeadlineMs: own("startDeadlineMs"),
    tags,
    concurrency: own("concurrency"),
    rateLimit: own("rateLimit"),
    retention: own("retention"),
    unique: unique ?? undefined,
    parents: parents.map(({ id }) => id),
    onParentFailure: parents.length > 0 ? onParentFailure : undefined,
  };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

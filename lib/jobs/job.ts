import { z } from "zod";
import { Instant } from "./instant.ts";
import { Json } from "./json.ts";
import { JobBackoff } from "./backoff.ts";
import { ConcurrencyLimit, JobRetention, RateLimit, UniqueKey } from "./limits.ts";
import { ParentFailure } from "./options.ts";
import { JobId, JobTypeName, QueueName, ScheduleId, Tag } from "./names.ts";
import { JobState } from "./states.ts";

export const JobError = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
});
export type JobError = z.infer<typeof JobError>;

/** How one execution of a job ended. `expired`: not begun, its start deadline had passed. `lost`: its executor died or fell silent. `released`: handed back unfinished. */
export const AttemptOutcome = z.enum([
  "failed",
  "cancelled",
  "timed-out",
  "expired",
  "lost",
  "released",
  "succeeded",
]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

export const Attempt = z.object({
  /** The delivery number: 1 for the first time an executor was given the job. */
  delivery: z.int(),
  outcome: AttemptOutcome,
  worker: z.string(),
  startedAt: Instant.nullable(),
  finishedAt: Instant,
  error: JobError.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

export const Progress = z.object({
  /** Between 0 and 1. */
  fraction: z.number().min(0).max(1),
  note: z.string().optional(),
});
export type Progress = z.infer<typeof Progress>;

/** What a list shows of a job. */
export const JobSummary = z
  .object({
    id: JobId,
    queue: QueueName,
    type: JobTypeName,
    state: JobState,
    /** The arguments as JSON text, cut at 2,000 characters: a list is no place for megabytes. */
    argsPreview: z.string(),
    priority: z.int(),
    tags: z.array(Tag),
    createdAt: Instant,
    /** When it is or was due; null when it was due at once. */
    runAt: Instant.nullable(),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    /** Failed attempts so far, plus the one that runs or waits: 1 for a job that has never failed. */
    attempt: z.int(),
    maxAttempts: z.int(),
    progress: Progress.nullable(),
    errorMessage: z.string().nullable(),
    worker: z.string().nullable(),
    scheduleId: ScheduleId.nullable(),
    plannedAt: Instant.nullable(),
    /** A cancel was asked for and the running attempt has not ended yet. */
    cancelRequested: z.boolean(),
  })
  .meta({ id: "JobSummary" });
export type JobSummary = z.infer<typeof JobSummary>;

/** A job that must end before another one may start. */
export const Parent = z.object({
  id: JobId,
  /** Where it is now; null when it is no longer kept. */
  state: JobState.nullable(),
});
export type Parent = z.infer<typeof Parent>;

/** Why a ready job is not claimed though slots are free. */
export const Holdup = z.object({
  kind: z.enum(["concurrency", "rate"]),
  key: z.string(),
  /** The jobs that hold the slots of its concurrency key; empty for a rate. */
  runningJobs: z.array(JobId),
  /** When the rate has room again, as far as is known. */
  until: Instant.nullable(),
});
export type Holdup = z.infer<typeof Holdup>;

export const Job = JobSummary.omit({ argsPreview: true, errorMessage: true })
  .extend({
    args: Json,
    timeoutMs: z.int().nullable(),
    startDeadlineMs: z.int().nullable(),
    attempts: z.array(Attempt),
    result: Json.nullable(),
    error: JobError.nullable(),
    backoff: JobBackoff,
    unique: UniqueKey.nullable(),
    concurrency: ConcurrencyLimit.nullable(),
    rateLimit: RateLimit.nullable(),
    retention: JobRetention.nullable(),
    parents: z.array(Parent),
    onParentFailure: ParentFailure,
    /** The batch it belongs to or follows. */
    batchId: JobId.nullable(),
    holdup: Holdup.nullable(),
    /** Only in the answer to a creation: no job was made, for this one holds the unique key. */
    isDuplicate: z.boolean().optional(),
    /** Who cancelled it, or asked to. */
    cancelledBy: z.string().nullable(),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof Job>;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export const LogLine = z
  .object({
    at: Instant,
    level: z.enum(LOG_LEVELS),
    message: z.string(),
    delivery: z.int(),
  })
  .meta({ id: "LogLine" });
export type LogLine = z.infer<typeof LogLine>;

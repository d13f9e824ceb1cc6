import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { JobSummary } from "../jobs/job.ts";
import { JobType } from "../jobs/catalog.ts";
import { QueueLimits } from "../jobs/limits.ts";
import { JobId, JobTypeName, QueueName } from "../jobs/names.ts";
import { JOB_STATES } from "../jobs/states.ts";

export const StateCounts = z.record(z.enum(JOB_STATES), z.int());
export type StateCounts = z.infer<typeof StateCounts>;

export const Queue = z
  .object({
    name: QueueName,
    counts: StateCounts,
    /** When the job that has been ready longest became due; null when none waits. */
    oldestReadyAt: Instant.nullable(),
    pause: z
      .object({
        by: z.string(),
        at: Instant,
        reason: z.string().nullable(),
        /** When it ends by itself; null when somebody has to end it. */
        until: Instant.nullable(),
      })
      .nullable(),
    limits: QueueLimits,
    /** Ready jobs that wait for a slot or a rate of a key of theirs. */
    parked: z.int(),
    /** Jobs that ended unrun in the last 24 hours, their start deadline having passed. */
    expiredInDay: z.int(),
    /** Ids of the live executors that serve it. */
    executors: z.array(z.string()),
  })
  .meta({ id: "Queue" });
export type Queue = z.infer<typeof Queue>;
export const QueueList = z
  .object({ items: z.array(Queue), now: Instant })
  .meta({ id: "QueueList" });
export type QueueList = z.infer<typeof QueueList>;

export const WorkerState = z.enum(["active", "draining", "stopped", "lost"]);
export type WorkerState = z.infer<typeof WorkerState>;

/** A process that works: an executor or a scheduler. */
export const Worker = z
  .object({
    id: z.string(),
    kind: z.enum(["executor", "scheduler"]),
    host: z.string(),
    pid: z.int(),
    version: z.string(),
    node: z.string(),
    startedAt: Instant,
    beatAt: Instant,
    state: WorkerState,
    queues: z.array(QueueName),
    /** How many jobs it runs at once; null for a scheduler. */
    slots: z.int().nullable(),
    running: z.array(z.object({ jobId: JobId, type: JobTypeName, startedAt: Instant })),
    jobTypes: z.array(JobTypeName),
    rssBytes: z.int(),
  })
  .meta({ id: "Worker" });
export type Worker = z.infer<typeof Worker>;
export const WorkerList = z
  .object({ items: z.array(Worker), now: Instant })
  .meta({ id: "WorkerList" });
export type WorkerList = z.infer<typeof WorkerList>;

export const JobTypeEntry = JobType.extend({
  /** Ids of the live executors that can run it; none means its jobs would wait. */
  executors: z.array(z.string()),
}).meta({ id: "JobTypeEntry" });
export type JobTypeEntry = z.infer<typeof JobTypeEntry>;
export const JobTypeList = z.object({ items: z.array(JobTypeEntry) }).meta({ id: "JobTypeList" });
export type JobTypeList = z.infer<typeof JobTypeList>;

/** One hour of the past day: attempts that ended, by outcome. */
export const HourOfRuns = z.object({ at: Instant, succeeded: z.int(), failed: z.int() });
/** One hour of the coming day: starts that schedules and scheduled jobs plan. */
export const HourOfPlans = z.object({ at: Instant, starts: z.int() });

export const AttentionKind = z.enum([
  "no-executor",
  "no-scheduler",
  "queue-paused",
  "ready-waiting",
  "jobs-failed",
  "schedule-error",
  "schedule-late",
  "schedule-paused",
  "schedule-failing",
  "worker-lost",
  "redis-eviction",
  "redis-memory",
]);

/** The subject of what is told of many periodic jobs at once. */
export const MANY_PERIODIC_JOBS = "Periodic jobs";

/** Something that needs a person, said as a fact with what to do about it. */
export const Attention = z.object({
  kind: AttentionKind,
  subject: z.string(),
  message: z.string(),
  detail: z.string(),
  href: z.string(),
});
export type Attention = z.infer<typeof Attention>;

/** The overview in one read. */
export const Stats = z
  .object({
    now: Instant,
    counts: StateCounts,
    schedules: z.object({ active: z.int(), paused: z.int(), total: z.int() }),
    workers: z.object({ executors: z.int(), schedulers: z.int(), slots: z.int() }),
    /** When the next scheduled job or schedule is due. */
    nextDueAt: Instant.nullable(),
    oldestReadyAt: Instant.nullable(),
    failedInDay: z.int(),
    succeededInDay: z.int(),
    /** Attempts that succeeded in the last full minute. */
    succeededPerMinute: z.int(),
    /** 95th percentile, last hour, of the time from due to start, in ms; null without runs. */
    waitP95Ms: z.number().nullable(),
    pastDay: z.array(HourOfRuns),
    nextDay: z.array(HourOfPlans),
    attention: z.array(Attention),
    runningNow: z.array(JobSummary),
  })
  .meta({ id: "Stats" });
export type Stats = z.infer<typeof Stats>;

export const Health = z.object({ status: z.literal("ok") }).meta({ id: "Health" });
export const Readiness = z
  .object({
    status: z.enum(["ready", "not-ready"]),
    redis: z.enum(["ok", "unreachable"]),
    scheduler: z.enum(["alive", "none"]),
  })
  .meta({ id: "Readiness" });
export type Readiness = z.infer<typeof Readiness>;

import { z } from "zod";
import { Instant } from "../jobs/job.ts";
import { Json } from "../jobs/json.ts";
import { JobId, JobTypeName, QueueName, ScheduleId } from "../jobs/names.ts";
import { JobOptions } from "../jobs/options.ts";
import { OverlapPolicy, Trigger } from "../schedule/index.ts";
import { InstantInput } from "./jobs.ts";

const DAY_MS = 86_400_000;
const MIN_EVERY_MS = 100;
const MAX_EVERY_MS = 315_360_000_000;

const everyMs = z.int().min(MIN_EVERY_MS).max(MAX_EVERY_MS);
const oneTrigger = {
  check: (input: { every?: unknown; cron?: unknown }) =>
    (input.every === undefined) !== (input.cron === undefined),
  problem: { path: ["every"], message: "give either every (milliseconds) or cron" },
};

const WhenInput = z.strictObject({
  every: everyMs.optional().meta({ description: "The interval in milliseconds." }),
  cron: z.string().min(1).max(256).optional(),
  timeZone: z.string().min(1).max(64).optional(),
  startAt: InstantInput.optional(),
  endAt: InstantInput.optional(),
});

export const CreateSchedule = WhenInput.extend({
  ...JobOptions.shape,
  id: ScheduleId.optional().meta({ description: "Made from the job type when left out." }),
  job: JobTypeName,
  args: Json,
  overlap: OverlapPolicy.optional(),
  missed: z.enum(["latest", "all", "skip"]).optional(),
  limit: z.int().min(1).max(1_000_000_000).optional(),
  jitterMs: z.int().min(0).max(DAY_MS).optional(),
})
  .refine(oneTrigger.check, oneTrigger.problem)
  .meta({ id: "CreateSchedule" });
export type CreateSchedule = z.infer<typeof CreateSchedule>;

export const PreviewSchedule = WhenInput.extend({
  from: InstantInput.optional(),
  count: z.int().min(1).max(100).default(10),
})
  .refine(oneTrigger.check, oneTrigger.problem)
  .meta({ id: "PreviewSchedule" });
export type PreviewSchedule = z.infer<typeof PreviewSchedule>;

export const Preview = z
  .object({
    description: z.string(),
    items: z.array(z.object({ at: Instant, local: z.string(), note: z.string().optional() })),
  })
  .meta({ id: "Preview" });
export type Preview = z.infer<typeof Preview>;

export const ScheduleState = z.enum(["active", "paused", "ended", "cancelled", "error"]);
export type ScheduleState = z.infer<typeof ScheduleState>;

/** What became of the planned times so far. Their sum is the number of planned times decided. */
export const ScheduleCounters = z.object({
  fired: z.int(),
  coalesced: z.int(),
  overlapSkipped: z.int(),
  missedWindow: z.int(),
  missedSkipped: z.int(),
  missedCapped: z.int(),
  paused: z.int(),
});
export type ScheduleCounters = z.infer<typeof ScheduleCounters>;

export const LEDGER_OUTCOMES = [
  "fired",
  "coalesced",
  "overlap-skipped",
  "missed-window",
  "missed-skipped",
  "missed-capped",
  "paused",
] as const;

export const LedgerEntry = z
  .object({
    plannedAt: Instant,
    decidedAt: Instant,
    outcome: z.enum(LEDGER_OUTCOMES),
    /** How many planned times this entry stands for, ending with `plannedAt`. */
    count: z.int(),
    jobId: JobId.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "LedgerEntry" });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const LastRun = z.object({ jobId: JobId, plannedAt: Instant.nullable(), firedAt: Instant });

export const Schedule = z
  .object({
    id: ScheduleId,
    queue: QueueName,
    job: JobTypeName,
    args: Json,
    options: JobOptions.omit({ queue: true }),
    trigger: Trigger,
    description: z.string(),
    overlap: OverlapPolicy,
    missed: z.enum(["latest", "all", "skip"]),
    startAt: Instant.nullable(),
    endAt: Instant.nullable(),
    limit: z.int().nullable(),
    jitterMs: z.int(),
    state: ScheduleState,
    pause: z.object({ by: z.string(), at: Instant, reason: z.string().nullable() }).nullable(),
    /** Why the next time could not be computed, while `state` is `error`. */
    problem: z.string().nullable(),
    revision: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    createdBy: z.string(),
    /** The next run, jitter included; null when none is planned. */
    nextAt: Instant.nullable(),
    /** The next planned times, up to five in a list, up to twenty on the schedule itself. */
    next: z.array(Instant),
    lastRun: LastRun.nullable(),
    /** This schedule's jobs that wait or run. */
    live: z.array(JobId),
    counters: ScheduleCounters,
  })
  .meta({ id: "Schedule" });
export type Schedule = z.infer<typeof Schedule>;

export const ScheduleList = z
  .object({ items: z.array(Schedule), total: z.int(), now: Instant })
  .meta({ id: "ScheduleList" });
export type ScheduleList = z.infer<typeof ScheduleList>;

export const Pause = z
  .strictObject({ reason: z.string().trim().min(1).max(200).optional() })
  .meta({ id: "Pause" });
export type Pause = z.infer<typeof Pause>;

export const PauseQueue = Pause.extend({
  until: InstantInput.optional().meta({ description: "When the pause ends by itself." }),
}).meta({ id: "PauseQueue" });

/** `running`: what to do with the run that is under way. It finishes by itself unless told to cancel. */
export const CancelSchedule = z
  .strictObject({ running: z.enum(["finish", "cancel"]).default("finish") })
  .meta({ id: "CancelSchedule" });
export type CancelSchedule = z.infer<typeof CancelSchedule>;

export const ScheduleCancelled = z
  .object({
    id: ScheduleId,
    /** Jobs of this schedule that waited and will not start. */
    removed: z.array(JobId),
    /** Jobs of this schedule that still run. */
    running: z.array(JobId),
  })
  .meta({ id: "ScheduleCancelled" });
export type ScheduleCancelled = z.infer<typeof ScheduleCancelled>;

export const Ledger = z.object({ items: z.array(LedgerEntry) }).meta({ id: "Ledger" });
export type Ledger = z.infer<typeof Ledger>;

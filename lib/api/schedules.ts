import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { Json } from "../jobs/json.ts";
import { JobId, JobTypeName, QueueName, ScheduleId } from "../jobs/names.ts";
import { JobOptions } from "../jobs/options.ts";
import { JobState } from "../jobs/states.ts";
import { MissedPolicy, OverlapPolicy, Trigger } from "../schedule/index.ts";
import { PutSchedule } from "./schedule-definition.ts";

export const ScheduleState = z.enum(["active", "paused", "ended", "cancelled", "error"]);
export type ScheduleState = z.infer<typeof ScheduleState>;

/** What became of the planned times so far: each is counted once, and `triggered` and `backfilled` are runs beside the plan. */
export const ScheduleCounters = z.object({
  fired: z.int(),
  coalesced: z.int(),
  overlapSkipped: z.int(),
  missedWindow: z.int(),
  missedSkipped: z.int(),
  missedCapped: z.int(),
  paused: z.int(),
  skipped: z.int(),
  cancelled: z.int(),
  triggered: z.int(),
  backfilled: z.int(),
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
  "skipped",
  "cancelled",
  "triggered",
  "backfilled",
] as const;
export const LedgerOutcome = z.enum(LEDGER_OUTCOMES);
export type LedgerOutcome = z.infer<typeof LedgerOutcome>;

export const LedgerEntry = z
  .object({
    plannedAt: Instant,
    decidedAt: Instant,
    outcome: LedgerOutcome,
    /** How many planned times this entry stands for, ending with `plannedAt`. */
    count: z.int(),
    /** The run; of an overlap, null. */
    jobId: JobId.nullable(),
    /** The run that was alive when an overlap was skipped. */
    blockedBy: JobId.nullable(),
    by: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "LedgerEntry" });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** One planned time of the newest, for a strip; with what is known of its run while that is kept. */
export const RecentRun = z.object({
  plannedAt: Instant,
  outcome: LedgerOutcome,
  jobId: JobId.nullable(),
  jobState: JobState.nullable(),
  /** Of the newest attempt. */
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type RecentRun = z.infer<typeof RecentRun>;

/** A schedule is made by hand (in the dashboard, by a program, over HTTP), or declared in a job file. */
export const ScheduleSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hand") }),
  z.object({
    kind: z.literal("code"),
    /** The job type whose file declares it. */
    job: JobTypeName,
    /** Somebody has changed it since: it is not what the file says. */
    isChanged: z.boolean(),
  }),
]);
export type ScheduleSource = z.infer<typeof ScheduleSource>;

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
    missed: MissedPolicy,
    startAt: Instant.nullable(),
    endAt: Instant.nullable(),
    limit: z.int().nullable(),
    jitterMs: z.int(),
    pauseAfterFailures: z.int(),
    /** How many runs in a row have failed for good. */
    failuresInRow: z.int(),
    source: ScheduleSource,
    state: ScheduleState,
    pause: z
      .object({
        by: z.string(),
        at: Instant,
        reason: z.string().nullable(),
        until: Instant.nullable(),
      })
      .nullable(),
    /** Planned times that have passed during a pause, and that nobody has decided. */
    passed: z.int(),
    /** Who cancelled it, and until when it can be restored, while `state` is `cancelled`. */
    cancelled: z.object({ by: z.string(), at: Instant, restorableUntil: Instant }).nullable(),
    /** Why the next time could not be computed, while `state` is `error`. */
    problem: z.string().nullable(),
    revision: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    createdBy: z.string(),
    /** What its times count from, where it has no start and no other anchor: its creation, or the edit that planned them anew. */
    plannedFrom: Instant,
    /** The next run, jitter included; null when none is planned. */
    nextAt: Instant.nullable(),
    /** The next planned times, up to five in a list, up to twenty on the schedule itself; those to be skipped are among them. */
    next: z.array(Instant),
    /** What clock changes do to times among these. */
    clockChanges: z.array(z.object({ plannedAt: Instant, note: z.string() })),
    /** Coming planned times that somebody wants skipped. */
    skips: z.array(z.object({ plannedAt: Instant, by: z.string(), reason: z.string().nullable() })),
    lastRun: LastRun.nullable(),
    /** What became of the newest planned times, up to thirty, the newest first. */
    recent: z.array(RecentRun),
    /** Planned times that wait for the run before them to end. */
    pending: z.int(),
    /** This schedule's jobs that wait or run. */
    live: z.array(JobId),
    /** Those of them that run. */
    running: z.array(JobId),
    counters: ScheduleCounters,
  })
  .meta({ id: "Schedule" });
export type Schedule = z.infer<typeof Schedule>;

/** Those that live; or those that were cancelled and can be restored. */
export const ListSchedules = z.strictObject({
  which: z.enum(["living", "cancelled"]).default("living"),
});
export type ListSchedules = z.infer<typeof ListSchedules>;

export const ScheduleList = z
  .object({ items: z.array(Schedule), total: z.int(), now: Instant })
  .meta({ id: "ScheduleList" });
export type ScheduleList = z.infer<typeof ScheduleList>;

export const Change = z.object({
  /** The field, as in PutSchedule, with the path within it: `args.to`. */
  path: z.string(),
  before: Json.optional(),
  after: Json.optional(),
});
export type Change = z.infer<typeof Change>;

export const Revision = z
  .object({
    revision: z.int(),
    at: Instant,
    by: z.string(),
    how: z.enum(["created", "edited", "declared", "restored"]),
    definition: PutSchedule,
    /** Against the revision before it; empty for the first that is known. */
    changes: z.array(Change),
    /** What restoring it would change, against the newest. What is hidden and differs is in it, before and after alike. */
    restoring: z.array(Change),
  })
  .meta({ id: "Revision" });
export type Revision = z.infer<typeof Revision>;

export const RevisionList = z.object({ items: z.array(Revision) }).meta({ id: "RevisionList" });
export type RevisionList = z.infer<typeof RevisionList>;

export const Ledger = z.object({ items: z.array(LedgerEntry) }).meta({ id: "Ledger" });
export type Ledger = z.infer<typeof Ledger>;

import { z } from "zod";
import { Instant, InstantInput } from "../jobs/instant.ts";
import { JobId, ScheduleId } from "../jobs/names.ts";
import { MissedRule } from "../schedule/index.ts";

export const Reason = z.string().trim().min(1).max(200).optional();

export const Pause = z
  .strictObject({
    reason: Reason,
    until: InstantInput.optional().meta({ description: "When the pause ends by itself." }),
  })
  .meta({ id: "Pause" });
export type Pause = z.infer<typeof Pause>;

/** `missed`: what becomes of the times that passed during the pause. They are counted as paused unless told otherwise. */
export const ResumeSchedule = z
  .strictObject({ missed: MissedRule.default("skip") })
  .meta({ id: "ResumeSchedule" });
export type ResumeSchedule = z.infer<typeof ResumeSchedule>;

/** `plannedAt`: which of the coming times; the next when left out. */
export const SkipNext = z
  .strictObject({ plannedAt: InstantInput.optional(), reason: Reason })
  .meta({ id: "SkipNext" });
export type SkipNext = z.infer<typeof SkipNext>;

export const Unskip = z.strictObject({ plannedAt: InstantInput }).meta({ id: "Unskip" });
export type Unskip = z.infer<typeof Unskip>;

export const MOST_BACKFILLED = 1_000;

export const Backfill = z
  .strictObject({
    from: InstantInput.meta({ description: "The first planned time, included." }),
    to: InstantInput.meta({ description: "The last planned time, included; not to come." }),
    dryRun: z.boolean().default(false),
    onlyMissing: z
      .boolean()
      .default(true)
      .meta({ description: "Leaves out planned times that have fired, or may have." }),
  })
  .meta({ id: "Backfill" });
export type Backfill = z.infer<typeof Backfill>;

export const BackfillResult = z
  .object({
    dryRun: z.boolean(),
    /** Runs that were made, or would be. */
    made: z.int(),
    leftOut: z.int(),
    items: z.array(
      z.object({
        plannedAt: Instant,
        /** `unknown`: the ledger does not reach back so far, and it may have fired. */
        outcome: z.enum(["made", "would-make", "fired", "unknown"]),
        jobId: JobId.nullable(),
      }),
    ),
  })
  .meta({ id: "BackfillResult" });
export type BackfillResult = z.infer<typeof BackfillResult>;

/** Without a revision, what was cancelled comes back; with one, the definition becomes what it was then. */
export const RestoreSchedule = z
  .strictObject({ revision: z.int().min(1).optional() })
  .meta({ id: "RestoreSchedule" });
export type RestoreSchedule = z.infer<typeof RestoreSchedule>;

/**
 * Coming times are never planned again. `waiting`: what becomes of its jobs that wait to start or to be tried again.
 * `running`: what becomes of those under way.
 */
export const CancelSchedule = z
  .strictObject({
    waiting: z.enum(["remove", "keep"]).default("remove"),
    running: z.enum(["finish", "cancel"]).default("finish"),
  })
  .meta({ id: "CancelSchedule" });
export type CancelSchedule = z.infer<typeof CancelSchedule>;

export const ScheduleCancelled = z
  .object({
    id: ScheduleId,
    /** Jobs of this schedule that waited and will not start. */
    removed: z.array(JobId),
    /** Jobs of this schedule that wait and may start, since it was asked for. */
    kept: z.array(JobId),
    /** Jobs of this schedule that still run. */
    running: z.array(JobId),
  })
  .meta({ id: "ScheduleCancelled" });
export type ScheduleCancelled = z.infer<typeof ScheduleCancelled>;

import { z } from "zod";

const DAY_MS = 86_400_000;
export const LEAST_EVERY_MS = 100;
export const MOST_EVERY_MS = 315_360_000_000;

/** The end of the year 9999, the last instant that ISO 8601 writes with four digits of a year: what lies beyond is never planned. */
export const LAST_INSTANT_MS = 253_402_300_799_999;

/** Ms UTC. */
export const Instant = z.int().min(0).max(LAST_INSTANT_MS);

/** Planned times at anchor + k · every, for whole k. */
export const EveryTrigger = z.strictObject({
  kind: z.literal("every"),
  everyMs: z.int().min(LEAST_EVERY_MS).max(MOST_EVERY_MS),
  /** What the grid counts from: the schedule's start (or creation), 1970, or an instant. */
  anchor: z.union([z.enum(["start", "epoch"]), Instant]).optional(),
  /** The first planned time is the anchor itself. Belongs to the anchor `start`. */
  immediately: z.boolean().optional(),
});

export const CronTrigger = z.strictObject({
  kind: z.literal("cron"),
  expression: z.string(),
  timeZone: z.string().default("UTC"),
});

/** Planned when the run before has ended, and a while has passed. */
export const AfterEndTrigger = z.strictObject({
  kind: z.literal("afterEnd"),
  delayMs: z.int().min(LEAST_EVERY_MS).max(MOST_EVERY_MS),
  /** The first planned time is the start (or the creation), not a delay after it. */
  immediately: z.boolean().optional(),
});

export type AfterEndTrigger = z.infer<typeof AfterEndTrigger>;

/** What plans the times of a schedule. */
export const Trigger = z.discriminatedUnion("kind", [EveryTrigger, CronTrigger, AfterEndTrigger]);
export type Trigger = z.infer<typeof Trigger>;

/**
 * What happens when a planned time comes while a run of the schedule is still alive: it is skipped; it runs beside the other;
 * it waits, one or up to a thousand of them, until the other has ended; or the other is asked to stop, and it waits.
 */
export const OverlapPolicy = z.enum(["skip", "allow", "queueOne", "queueAll", "cancelRunning"]);
export type OverlapPolicy = z.infer<typeof OverlapPolicy>;

export const MissedRule = z.enum(["latest", "all", "skip"]);
export type MissedRule = z.infer<typeof MissedRule>;

/** What happens to planned times that passed while no scheduler ran. */
export const MissedPolicy = z.strictObject({
  policy: MissedRule.default("latest"),
  /** Older ones than this are dropped whatever the policy. */
  windowMs: z
    .int()
    .min(0)
    .max(3_650 * DAY_MS)
    .optional(),
  /** The most that `all` catches up with. */
  max: z.int().min(1).max(1_000).default(100),
});
export type MissedPolicy = z.infer<typeof MissedPolicy>;

/** When a schedule fires, and what it does about times it could not keep. */
export const Timing = z.strictObject({
  trigger: Trigger,
  /** The first and the last instant that may be planned, both included. */
  startAt: Instant.optional(),
  endAt: Instant.optional(),
  /** Fires at most; skipped times do not count. */
  limit: z.int().min(1).max(1_000_000_000).optional(),
  jitterMs: z.int().min(0).max(DAY_MS).default(0),
  overlap: OverlapPolicy.default("skip"),
  missed: MissedPolicy.prefault({}),
  /** Pauses itself after so many runs in a row that failed for good; 0 for never. */
  pauseAfterFailures: z.int().min(0).max(1_000).default(0),
});
export type Timing = z.infer<typeof Timing>;

import { z } from "zod";

const DAY_MS = 86_400_000;

/** The most starts a rate limit may count: each one is remembered until its window is over. */
const MOST_STARTS = 10_000;
const MOST_CONCURRENT = 100_000;

/** A name that callers choose for what jobs have in common: a customer, an account, a resource. */
export const Key = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, "must have no control characters and no halves of characters")
  .meta({ description: "1 to 200 characters, none of them a control character or half of one." });

/** At most one live job holds a unique key, in each queue. */
export const UniqueKey = z.strictObject({
  key: Key,
  /**
   * When a waiting job holds the key: `reject` leaves it as it is and answers it; `replace` gives it the new arguments and
   * options and leaves its time; `debounce` gives it the new time too. A running holder is never changed: `reject`
   * answers it, the others make a new job, which takes the key over.
   */
  onConflict: z.enum(["reject", "replace", "debounce"]).default("reject"),
  /** Holds the key for so long after the creation, in ms, even when the job has ended before. */
  windowMs: z
    .int()
    .min(1)
    .max(30 * DAY_MS)
    .optional(),
});
export type UniqueKey = z.infer<typeof UniqueKey>;

/** Of the jobs of a queue with the same key, at most `limit` run at once. */
export const ConcurrencyLimit = z.strictObject({
  key: Key,
  limit: z.int().min(1).max(MOST_CONCURRENT),
});
export type ConcurrencyLimit = z.infer<typeof ConcurrencyLimit>;

/** In any span of `perMs` ms, at most `limit` start. */
export const Rate = z.strictObject({
  limit: z.int().min(1).max(MOST_STARTS),
  perMs: z.int().min(1).max(DAY_MS),
});
export type Rate = z.infer<typeof Rate>;

/** Of the jobs of a queue with the same key, at most `limit` start in any span of `perMs` ms. */
export const RateLimit = Rate.extend({ key: Key });
export type RateLimit = z.infer<typeof RateLimit>;

/** What a whole queue is held to, whoever runs it. */
export const QueueLimits = z.strictObject({
  /** The most jobs that run at once; null for no limit. */
  concurrency: z.int().min(1).max(MOST_CONCURRENT).nullable(),
  /** The most starts in a span of time; null for no limit. */
  rate: Rate.nullable(),
});
export type QueueLimits = z.infer<typeof QueueLimits>;

const keptMs = z
  .int()
  .min(0)
  .max(3_650 * DAY_MS)
  .optional();

/** How long a job is kept once it has ended, in ms, where that is less than its queue keeps it. */
export const JobRetention = z.strictObject({
  succeededMs: keptMs,
  failedMs: keptMs,
  cancelledMs: keptMs,
});
export type JobRetention = z.infer<typeof JobRetention>;

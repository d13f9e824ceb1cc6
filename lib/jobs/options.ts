import { z } from "zod";
import { Backoff } from "./backoff.ts";
import { ConcurrencyLimit, JobRetention, RateLimit, UniqueKey } from "./limits.ts";
import { JobId, QueueName, Tag } from "./names.ts";

export const DEFAULT_QUEUE = "default";
export const LOWEST_PRIORITY = 0;
export const HIGHEST_PRIORITY = 9;
export const DEFAULT_PRIORITY = 5;
export const DEFAULT_ATTEMPTS = 1;
const DAY_MS = 86_400_000;

/** What a job can ask for besides its arguments. What is left out comes from its job type, then from here. */
export const JobOptions = z.strictObject({
  queue: QueueName.optional(),
  priority: z
    .int()
    .min(LOWEST_PRIORITY)
    .max(HIGHEST_PRIORITY)
    .optional()
    .meta({ description: "0 to 9; a higher one runs first. 5 when left out." }),
  attempts: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "How many times the job is tried before it has failed." }),
  backoff: Backoff.optional(),
  timeoutMs: z
    .int()
    .min(1)
    .max(7 * DAY_MS)
    .optional()
    .meta({ description: "How long one attempt may run, in milliseconds." }),
  startDeadlineMs: z
    .int()
    .min(1)
    .max(30 * DAY_MS)
    .optional()
    .meta({
      description:
        "How long after its time it may still start, in milliseconds; later it fails unrun, as expired.",
    }),
  tags: z.array(Tag).max(20).optional(),
  concurrency: ConcurrencyLimit.optional(),
  rateLimit: RateLimit.optional(),
  retention: JobRetention.optional(),
});
export type JobOptions = z.infer<typeof JobOptions>;

/** What becomes of a job whose parent failed, was cancelled or was deleted unfinished: it is cancelled too, it waits for a retry, or it runs. */
export const ParentFailure = z.enum(["cancel", "wait", "run"]);
export type ParentFailure = z.infer<typeof ParentFailure>;

export const DEFAULT_PARENT_FAILURE: ParentFailure = "cancel";
export const MOST_PARENTS = 1_000;

/** What one job can ask for and a schedule cannot, since it makes many. */
export const OneJobOptions = JobOptions.extend({
  unique: UniqueKey.optional(),
  parents: z
    .array(JobId)
    .max(MOST_PARENTS)
    .optional()
    .meta({ description: "Ids of jobs, of any queue, that must have ended before this one." }),
  onParentFailure: ParentFailure.optional(),
});
export type OneJobOptions = z.infer<typeof OneJobOptions>;

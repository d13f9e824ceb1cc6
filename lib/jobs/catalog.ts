import { z } from "zod";
import { JobBackoff } from "./backoff.ts";
import { DeclaredSchedule } from "./declared-schedule.ts";
import { Isolation, MemoryLimitMb } from "./isolation.ts";
import { ConcurrencyLimit, JobRetention, RateLimit } from "./limits.ts";
import { Json } from "./json.ts";
import { JobTypeName, QueueName } from "./names.ts";

/** A job type as executors publish it: what a form, a validator and a page need, and no code. */
export const JobType = z
  .object({
    name: JobTypeName,
    description: z.string(),
    queue: QueueName,
    /** JSON Schema (draft 2020-12) of the arguments: an object, or an array for positional ones. */
    argsSchema: z.record(z.string(), Json),
    attempts: z.int(),
    backoff: JobBackoff,
    timeoutMs: z.int().nullable(),
    startDeadlineMs: z.int().nullable().default(null),
    priority: z.int(),
    concurrency: ConcurrencyLimit.nullable().default(null),
    rateLimit: RateLimit.nullable().default(null),
    retention: JobRetention.nullable().default(null),
    isolation: Isolation,
    memoryLimitMb: MemoryLimitMb.nullable().default(null),
    /** Schedules that its job file declares. */
    schedules: z.array(DeclaredSchedule).default([]),
  })
  .meta({ id: "JobType" });
export type JobType = z.infer<typeof JobType>;

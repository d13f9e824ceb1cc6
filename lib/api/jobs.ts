import { z } from "zod";
import { Instant, JobSummary, LogLine } from "../jobs/job.ts";
import { Json } from "../jobs/json.ts";
import { JobTypeName, QueueName, ScheduleId } from "../jobs/names.ts";
import { HIGHEST_PRIORITY, LOWEST_PRIORITY, OneJobOptions } from "../jobs/options.ts";
import { JobState } from "../jobs/states.ts";

const TEN_YEARS_MS = 315_360_000_000;

/** An instant as people and programs write it: ISO 8601 with a zone, any precision. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .meta({ description: "An instant, ISO 8601 with Z or an offset." });

export const CreateJob = OneJobOptions.extend({
  job: JobTypeName.meta({ description: "The job type to run." }),
  args: Json.meta({ description: "The arguments: an object, or an array for positional ones." }),
  runAt: InstantInput.optional(),
  delayMs: z.int().min(0).max(TEN_YEARS_MS).optional(),
})
  .refine((job) => job.runAt === undefined || job.delayMs === undefined, {
    path: ["delayMs"],
    message: "give runAt or delayMs, not both",
  })
  .meta({ id: "CreateJob" });
export type CreateJob = z.infer<typeof CreateJob>;

export const RescheduleJob = z
  .strictObject({
    runAt: InstantInput.optional(),
    delayMs: z.int().min(0).max(TEN_YEARS_MS).optional(),
  })
  .refine((when) => (when.runAt === undefined) !== (when.delayMs === undefined), {
    path: ["runAt"],
    message: "give either runAt or delayMs",
  })
  .meta({ id: "RescheduleJob" });

export const ReprioritiseJob = z
  .strictObject({ priority: z.int().min(LOWEST_PRIORITY).max(HIGHEST_PRIORITY) })
  .meta({ id: "ReprioritiseJob" });

/** Which jobs are meant: those that fit every field that is given. */
export const JobFilter = z.strictObject({
  state: JobState.optional(),
  queue: QueueName.optional(),
  type: JobTypeName.optional(),
  schedule: ScheduleId.optional(),
});
export type JobFilter = z.infer<typeof JobFilter>;

export const ListJobs = JobFilter.extend({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
});
export type ListJobs = z.infer<typeof ListJobs>;

export const JobPage = z
  .object({
    items: z.array(JobSummary),
    nextCursor: z.string().nullable(),
    /** How many jobs the state and queue hold; null when a filter makes the number unknown. */
    total: z.int().nullable(),
    /** How many jobs were looked at to fill this page: a filtered page may be short though more follow. */
    scanned: z.int(),
    /** Redis' clock when the page was read. */
    now: Instant,
  })
  .meta({ id: "JobPage" });
export type JobPage = z.infer<typeof JobPage>;

export const LogPage = z
  .object({ items: z.array(LogLine), total: z.int() })
  .meta({ id: "LogPage" });
export type LogPage = z.infer<typeof LogPage>;

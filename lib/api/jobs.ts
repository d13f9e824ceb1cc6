import { z } from "zod";
import { Instant, InstantInput } from "../jobs/instant.ts";
import { JobSummary, LogLine } from "../jobs/job.ts";
import { Json } from "../jobs/json.ts";
import { JobTypeName, QueueName, ScheduleId, Tag } from "../jobs/names.ts";
import { HIGHEST_PRIORITY, LOWEST_PRIORITY, OneJobOptions } from "../jobs/options.ts";
import { JobState } from "../jobs/states.ts";
import { ExportFormat } from "./export.ts";

const TEN_YEARS_MS = 315_360_000_000;
/** How many jobs a page has when nobody says. */
export const DEFAULT_PAGE = 50;
export const MOST_SEARCH_CHARS = 200;

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

/**
 * Which jobs are meant: those that fit every field that is given. `from` and `to` are about the time that a job's state is
 * ordered by: when a scheduled one is due, since when a ready one waits (its due time, or its creation where that came later), when a running
 * one started, when a finished one ended, when a blocked one was created. `from` is within the range, `to` is not, so
 * that ranges which touch have no job in common.
 */
export const JobFilter = z
  .strictObject({
    state: JobState.optional(),
    queue: QueueName.optional(),
    type: JobTypeName.optional(),
    schedule: ScheduleId.optional(),
    tag: Tag.optional(),
    from: InstantInput.optional(),
    to: InstantInput.optional(),
    q: z.string().trim().min(1).max(MOST_SEARCH_CHARS).optional().meta({
      description:
        "Part of the arguments as JSON, or of the unique key; a job's id, or the first six or more digits of it. Upper and lower case are alike.",
    }),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) <= Date.parse(to), {
    path: ["from"],
    message: "must not be after `to`",
  });
export type JobFilter = z.infer<typeof JobFilter>;

export const ListJobs = JobFilter.safeExtend({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(DEFAULT_PAGE),
});
export type ListJobs = z.infer<typeof ListJobs>;

export const ExportJobs = JobFilter.safeExtend({ format: ExportFormat });

export const JobPage = z
  .object({
    items: z.array(JobSummary),
    nextCursor: z.string().nullable(),
    /** How many jobs fit; null when a filter has no index, so that the number is unknown. */
    total: z.int().nullable(),
    /** How many jobs the page is looked for among: all of the state, the queue and, where it is indexed, the time. */
    among: z.int(),
    /** How many of them were looked at to fill this page: one with a filter may be short though more follow. */
    scanned: z.int(),
    /** The same, with the pages before. */
    scannedInAll: z.int(),
    /** How far a page with a filter has looked: the last job it looked at, and the time that its state is ordered by. */
    lookedTo: z.object({ state: JobState, at: Instant }).nullable(),
    /** Redis' clock when the page was read. */
    now: Instant,
  })
  .meta({ id: "JobPage" });
export type JobPage = z.infer<typeof JobPage>;

export const LogPage = z
  .object({ items: z.array(LogLine), total: z.int() })
  .meta({ id: "LogPage" });
export type LogPage = z.infer<typeof LogPage>;

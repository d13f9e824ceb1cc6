import { z } from "zod";
import { Instant, InstantInput } from "../jobs/instant.ts";
import { JobId, JobTypeName, QueueName, ScheduleId } from "../jobs/names.ts";
import { isTimeZone } from "../schedule/index.ts";
import { MOST_SEARCH_CHARS } from "./jobs.ts";
import { ScheduleState } from "./schedules.ts";

/** How far a forecast may reach: by day, and by hour. */
export const MOST_FORECAST_DAYS = { day: 62, hour: 14 } as const;
/** So many times or fewer within a slot are named one by one. */
export const MOST_NAMED_TIMES = 12;

const DayOrInstant = z.union(
  [z.iso.date(), InstantInput],
  "must be a date, such as 2026-03-29, or an instant with a zone",
);

/** A zone that the server knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "must be a time zone, such as Europe/Berlin, or UTC");

export const ReadForecast = z.strictObject({
  from: DayOrInstant.meta({ description: "The first day in the zone, or an instant." }),
  to: DayOrInstant.meta({ description: "The last day, or the instant before which to end." }),
  by: z.enum(["day", "hour"]).default("day"),
  timeZone: TimeZone.default("UTC"),
  queue: QueueName.optional(),
  schedule: ScheduleId.optional(),
  q: z.string().trim().min(1).max(MOST_SEARCH_CHARS).optional().meta({
    description: "Part of a schedule's id, its job type or what it says of its times.",
  }),
  perSlot: z.coerce.number<number | string>().int().min(1).max(100).default(10).meta({
    description: "The most schedules that a slot names: those that run least often in it.",
  }),
});
export type ReadForecast = z.infer<typeof ReadForecast>;

/** What one schedule plans within a slot. */
export const PlannedRuns = z.object({
  schedule: ScheduleId,
  runs: z.int(),
  /** How many of them fall into its pause: they run if it is resumed before. */
  paused: z.int(),
  first: Instant,
  last: Instant,
  /** Each of them; null when they are more than twelve. */
  times: z.array(Instant).nullable(),
});
export type PlannedRuns = z.infer<typeof PlannedRuns>;

export const ForecastSlot = z.object({
  startAt: Instant,
  endAt: Instant,
  /** The local day. */
  date: z.iso.date(),
  /** 0 to 23 by the local clock; null by day. */
  hour: z.int().nullable(),
  /** Within the slot, or at its start: what the clock would have shown and what it shows, as "02:00". */
  clockChange: z.object({ at: Instant, from: z.string(), to: z.string() }).nullable(),
  /** Of all schedules, still to come. */
  runs: z.int(),
  paused: z.int(),
  /** Those that run least often first. */
  planned: z.array(PlannedRuns),
  /** What stands behind those that are named. */
  more: z.object({ schedules: z.int(), runs: z.int() }).nullable(),
  /** Single jobs that wait for their time, and the next few of them; null when schedules alone were asked for. */
  jobs: z
    .object({ count: z.int(), first: z.array(z.object({ id: JobId, runAt: Instant })) })
    .nullable(),
});
export type ForecastSlot = z.infer<typeof ForecastSlot>;

export const ForecastSchedule = z.object({
  queue: QueueName,
  job: JobTypeName,
  description: z.string(),
  state: ScheduleState,
  /** The zone of its cron expression; null without one. */
  timeZone: z.string().nullable(),
});
export type ForecastSchedule = z.infer<typeof ForecastSchedule>;

/** What is planned, by local days or hours. */
export const Forecast = z
  .object({
    now: Instant,
    timeZone: z.string(),
    by: z.enum(["day", "hour"]),
    slots: z.array(ForecastSlot),
    /** Those that a slot names, by id. */
    schedules: z.record(ScheduleId, ForecastSchedule),
    /** Schedules whose coming times nobody knows: they wait for a run to end, or cannot be computed. */
    unplanned: z.object({ total: z.int(), ids: z.array(ScheduleId) }),
  })
  .meta({ id: "Forecast" });
export type Forecast = z.infer<typeof Forecast>;

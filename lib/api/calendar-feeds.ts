import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { QueueName, ScheduleId } from "../jobs/names.ts";
import { TimeZone } from "./forecast.ts";

export const CalendarFeedId = z.uuid().meta({ description: "The id of a calendar feed." });

export const CreateCalendarFeed = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: "What the calendar is called." }),
    /** All queues, and all schedules, when left out. */
    queue: QueueName.optional(),
    schedule: ScheduleId.optional(),
    timeZone: TimeZone.default("UTC").meta({
      description: "Whose days are meant where the runs of a day are one event.",
    }),
  })
  .meta({ id: "CreateCalendarFeed" });
export type CreateCalendarFeed = z.infer<typeof CreateCalendarFeed>;

export const CalendarFeed = z
  .object({
    id: CalendarFeedId,
    name: z.string(),
    queue: QueueName.nullable(),
    schedule: ScheduleId.nullable(),
    timeZone: z.string(),
    createdBy: z.string(),
    createdAt: Instant,
  })
  .meta({ id: "CalendarFeed" });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

export const CalendarFeedCreated = CalendarFeed.extend({
  path: z.string().meta({
    description: "The secret address, to be set behind that of the server. It is told this once.",
  }),
}).meta({ id: "CalendarFeedCreated" });
export type CalendarFeedCreated = z.infer<typeof CalendarFeedCreated>;

const ListedCalendarFeed = CalendarFeed.extend({
  /** When a calendar program last asked for it; null when none has. */
  usedAt: Instant.nullable(),
});

export const CalendarFeedList = z
  .object({ items: z.array(ListedCalendarFeed) })
  .meta({ id: "CalendarFeedList" });
export type CalendarFeedList = z.infer<typeof CalendarFeedList>;

import { z } from "zod";
import {
  CalendarFeed,
  CalendarFeedCreated,
  CalendarFeedId,
  CalendarFeedList,
  CreateCalendarFeed,
} from "./calendar-feeds.ts";
import { del, type Endpoint, get, post } from "./endpoint.ts";
import { Forecast, ReadForecast } from "./forecast.ts";

/** What is planned, and the calendars that tell it elsewhere. */
export const calendarEndpoints = {
  getForecast: get(
    "/api/v1/forecast",
    "What schedules and scheduled jobs plan, by local days or hours",
    Forecast,
    { query: ReadForecast },
  ),
  listCalendarFeeds: get(
    "/api/v1/calendar-feeds",
    "Calendar feeds, without their secret addresses",
    CalendarFeedList,
  ),
  createCalendarFeed: post(
    "/api/v1/calendar-feeds",
    "Make a secret address at which calendar programs read what will run; at most a hundred",
    CalendarFeedCreated,
    { permission: "feeds:change", body: CreateCalendarFeed, status: 201, isSecret: true },
  ),
  revokeCalendarFeed: del(
    "/api/v1/calendar-feeds/{id}",
    "Make a feed's secret address worthless",
    CalendarFeed,
    { permission: "feeds:change", params: z.object({ id: CalendarFeedId }) },
  ),
} as const satisfies Record<string, Endpoint>;

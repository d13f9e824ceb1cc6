import { localDays, zoneOf } from "../../schedule/index.ts";
import { schedulesAhead } from "../forecast/schedules-ahead.ts";
import type { Store } from "../store.ts";
import { type CalendarEvent, calendarText } from "./icalendar.ts";
import { jobEvents } from "./job-events.ts";
import { runEvents } from "./run-events.ts";

const DAYS_AHEAD = 30;
const DAY_MS = 86_400_000;
/** Calendar programs give up on a few megabytes. */
const MOST_EVENTS = 2_000;
const MOST_JOBS = 500;

export interface CalendarOptions {
  name: string;
  queue?: string;
  schedule?: string;
  /** Whose days are meant where many runs of a day are one event. */
  timeZone: string;
  /** Where the dashboard is, for the links: "https://jobs.example.org". */
  origin: string;
}

/**
 * What will run in the next 30 days, as an iCalendar: an event each, or one a day for what runs more than 24 times in it.
 * What is paused or to be skipped is not in it.
 */
export async function readCalendar(
  store: Store,
  { name, queue, schedule, timeZone, origin }: CalendarOptions,
): Promise<string> {
  const nowMs = store.clock.now();
  const days = localDays(zoneOf(timeZone), nowMs, nowMs + DAYS_AHEAD * DAY_MS);
  const endMs = days.at(-1)!.endMs;
  const place = { origin, host: new URL(origin).host };
  const queues = queue === undefined ? await store.registry.queues() : [queue];
  const [{ coming }, jobs] = await Promise.all([
    schedulesAhead(store, { queue, schedule }, { nowMs, horizonMs: endMs - 1 }),
    schedule === undefined
      ? jobEvents(store, queues, { fromMs: nowMs, toMs: endMs, most: MOST_JOBS, place })
      : [],
  ]);
  const single = jobs.slice(0, MOST_JOBS);
  const events = [...runEvents(coming, days, MOST_EVENTS - single.length, place), ...single];
  return calendarText({
    name,
    description: describeCalendar({ queue, schedule }, events),
    timeZone,
    refreshEvery: "PT1H",
    events,
  });
}

function describeCalendar(
  { queue, schedule }: Pick<CalendarOptions, "queue" | "schedule">,
  events: CalendarEvent[],
): string {
  const of = schedule ?? (queue === undefined ? "" : `the queue ${queue}`);
  const said = `What Carillon will run in the next ${DAYS_AHEAD} days${of && `: ${of}`}.`;
  return events.length < MOST_EVENTS
    ? said
    : `${said} There is more than the ${MOST_EVENTS.toLocaleString("en")} events that are shown; a feed of one queue shows more of it.`;
}

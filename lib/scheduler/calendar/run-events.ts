import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { describe, type LocalSlot } from "../../schedule/index.ts";
import type { Coming } from "../forecast/coming.ts";
import { type Share, spread, timesOf } from "../forecast/spread.ts";
import { compiledOf } from "../schedules/compiled.ts";
import type { CalendarEvent } from "./icalendar.ts";

const DAY_MS = 86_400_000;
/**
 * So many runs a day, or fewer, are an event each; more are one event a day. Where that makes too many events, the next
 * number is tried.
 */
const SINGLE_A_DAY = [24, 12, 4, 1, 0];

const counted = new Intl.NumberFormat("en");

interface DayShare extends Share {
  day: LocalSlot;
  /** How many there are on the whole of the day: what is over of today makes no frequent schedule a rare one. */
  runsADay: number;
}

/** Where the events of a calendar point to. */
export interface Place {
  /** "https://jobs.example.org". */
  origin: string;
  /** Makes ids unique beyond this installation. */
  host: string;
}

/** What schedules plan on these days, as up to `most` events in the order of time. */
export function runEvents(
  coming: Coming[],
  days: LocalSlot[],
  most: number,
  place: Place,
): CalendarEvent[] {
  const shares = days.map((): DayShare[] => []);
  for (const each of coming)
    spread(each, days, (index, share) => {
      if (share.runs > share.paused) shares[index]!.push(onDay(share, days[index]!, index === 0));
    });
  const flat = shares.flat();
  const single =
    SINGLE_A_DAY.find((limit) => sum(flat, (share) => eventsOf(share, limit)) <= most) ?? 0;
  const events: CalendarEvent[] = [];
  for (const ofDay of shares) {
    if (events.length >= most) break;
    const found = ofDay.flatMap((share) => shareEvents(share, single, place));
    events.push(...found.toSorted(byTime));
  }
  return events.slice(0, most);
}

function onDay(share: Share, day: LocalSlot, isToday: boolean): DayShare {
  const { coming, runs, paused } = share;
  const { startMs, endMs } = day;
  const runsADay = isToday ? compiledOf(coming.stored).count(startMs - 1, endMs - 1) : runs;
  if (paused === 0) return { ...share, day, runsADay };
  const firstMs = coming.next(coming.pausedUntilMs - 1)!;
  return { ...share, runs: runs - paused, paused: 0, firstMs, day, runsADay };
}

/** An hourly run on a day of 25 hours is no more frequent than on any other. */
const isFrequent = ({ runsADay, day }: DayShare, single: number) =>
  runsADay > Math.round((single * (day.endMs - day.startMs)) / DAY_MS);

const eventsOf = (share: DayShare, single: number) => (isFrequent(share, single) ? 1 : share.runs);

function shareEvents(share: DayShare, single: number, place: Place): CalendarEvent[] {
  const { coming, runs, firstMs, day } = share;
  const { stored } = coming;
  if (!isFrequent(share, single))
    return timesOf(coming, firstMs, runs).map((plannedMs) =>
      eventOf(stored, place, plannedMs, stored.id),
    );
  return [eventOf(stored, place, day.date, `${stored.id} · ${runsText(runs)}`)];
}

const runsText = (runs: number) => `${counted.format(runs)} ${runs === 1 ? "run" : "runs"}`;

function eventOf(
  { id, queue, generation, revision, updatedMs, definition }: StoredSchedule,
  { origin, host }: Place,
  at: number | string,
  summary: string,
): CalendarEvent {
  const { trigger, jitterMs } = definition.timing;
  const said = [
    `${definition.body.n} in the queue ${queue}`,
    describe(trigger),
    ...(jitterMs > 0 ? [`Starts up to ${counted.format(jitterMs / 1_000)} s later`] : []),
  ];
  return {
    uid: `${id}.${generation}.${at}@${host}`,
    sequence: revision,
    changedMs: updatedMs,
    at,
    summary,
    description: said.join("\n"),
    url: `${origin}/schedules/${id}`,
    categories: [queue],
  };
}

/** Whole days stand before their hours. */
const byTime = (a: CalendarEvent, b: CalendarEvent) =>
  Number(typeof a.at === "number") - Number(typeof b.at === "number") ||
  Number(a.at) - Number(b.at) ||
  (a.uid < b.uid ? -1 : 1);

const sum = <T>(items: T[], figure: (item: T) => number) =>
  items.reduce((total, item) => total + figure(item), 0);

import { Days } from "./days.ts";
import { type CronText, parseCron } from "./grammar.ts";
import { TimesOfDay } from "./times-of-day.ts";

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const MOST_REMEMBERED = 1_000;

/** The wall times of a cron expression, in a calendar without zones or clock changes. */
export class Calendar {
  readonly text: CronText;
  readonly #days: Days;
  readonly #times: TimesOfDay;

  /** @throws ScheduleError */
  constructor(expression: string) {
    this.text = parseCron(expression);
    this.#days = new Days(this.text);
    this.#times = new TimesOfDay(this.text);
  }

  /** The first wall time after `wallMs`; null when there is none. */
  next(wallMs: number): number | null {
    const fromMs = (Math.floor(wallMs / SECOND_MS) + 1) * SECOND_MS;
    const today = Math.floor(fromMs / DAY_MS);
    const timeMs = this.#times.from(fromMs - today * DAY_MS);
    const day = this.#days.from(timeMs === null ? today + 1 : today);
    if (day === null) return null;
    return day * DAY_MS + (day === today ? timeMs! : this.#times.from(0)!);
  }

  matches(wallMs: number): boolean {
    return this.next(wallMs - SECOND_MS) === wallMs;
  }

  /** How many wall times lie in (from, to]: by months, never one by one. */
  count(fromMs: number, toMs: number): number {
    if (toMs <= fromMs) return 0;
    const first = Math.floor(fromMs / DAY_MS);
    const last = Math.floor(toMs / DAY_MS);
    const whole = this.#days.count(first, last) * this.#times.count;
    return whole + this.#onDay(last, toMs) - this.#onDay(first, fromMs);
  }

  /** How many times of one day are at or before `wallMs`, which is on it. */
  #onDay(day: number, wallMs: number): number {
    return this.#days.count(day, day + 1) * this.#times.upTo(wallMs - day * DAY_MS);
  }
}

const calendars = new Map<string, Calendar>();

/**
 * One calendar an expression: a scheduler compiles the same trigger at every fire.
 * @throws ScheduleError
 */
export function calendarOf(expression: string): Calendar {
  let calendar = calendars.get(expression);
  if (!calendar) {
    calendar = new Calendar(expression);
    if (calendars.size >= MOST_REMEMBERED) calendars.clear();
    calendars.set(expression, calendar);
  }
  return calendar;
}

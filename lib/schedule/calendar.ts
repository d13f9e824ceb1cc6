import { Cron } from "croner";
import { type CronText, parseCron } from "./grammar.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * The wall times of a cron expression, in a calendar without zones or clock changes. croner knows which days match; it
 * runs in UTC, where it has no say over clock changes, and its timers are never used.
 */
export class Calendar {
  readonly text: CronText;
  readonly #cron: Cron;
  readonly #timesADay: number;

  /** @throws ScheduleError */
  constructor(expression: string) {
    this.text = parseCron(expression);
    this.#cron = new Cron(this.text.pattern, { timezone: "UTC", paused: true });
    this.#timesADay = this.text.hours.length * this.text.minutes.length * this.text.seconds.length;
  }

  /** The first wall time after `wallMs`; null when there is none. */
  next(wallMs: number): number | null {
    return this.#cron.nextRun(new Date(wallMs))?.getTime() ?? null;
  }

  matches(wallMs: number): boolean {
    return this.next(wallMs - SECOND_MS) === wallMs;
  }

  /** How many wall times lie in (from, to]: by days, never one by one. */
  count(fromMs: number, toMs: number): number {
    if (toMs <= fromMs) return 0;
    let count = 0;
    let wallMs = this.next(fromMs);
    while (wallMs !== null && wallMs <= toMs) {
      const dayMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
      const upTo = toMs >= dayMs + DAY_MS ? this.#timesADay : this.#timesUpTo(toMs - dayMs);
      const before = fromMs < dayMs ? 0 : this.#timesUpTo(fromMs - dayMs);
      count += upTo - before;
      wallMs = this.next(dayMs + DAY_MS - 1);
    }
    return count;
  }

  /** How many times of day are at or before `timeMs` past midnight. */
  #timesUpTo(timeMs: number): number {
    const { hours, minutes, seconds } = this.text;
    const hour = Math.floor(timeMs / HOUR_MS);
    const minute = Math.floor((timeMs % HOUR_MS) / MINUTE_MS);
    const second = Math.floor((timeMs % MINUTE_MS) / SECOND_MS);
    const below = (values: number[], bound: number) =>
      values.filter((value) => value < bound).length;
    const wholeHours = below(hours, hour) * minutes.length * seconds.length;
    if (!hours.includes(hour)) return wholeHours;
    const wholeMinutes = below(minutes, minute) * seconds.length;
    if (!minutes.includes(minute)) return wholeHours + wholeMinutes;
    return wholeHours + wholeMinutes + below(seconds, second + 1);
  }
}

import { type SlowClock, slowClockOf } from "./slow-clock.ts";
import { SlowCron } from "./slow-cron.ts";
import { SlowDate } from "./slow-date.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** As far as the slow clock has looked. */
export const SLOW_HORIZON = Date.UTC(2055, 0, 1);

/**
 * The planned times of an expression in a zone: day by day of the wall calendar, and on each day time by time, straight
 * from the rules for clock changes. The second implementation, for tests alone.
 */
export class SlowTimes {
  readonly #cron: SlowCron;
  readonly #clock: SlowClock;
  readonly #days = new Map<number, number[]>();

  constructor(expression: string, timeZone: string) {
    this.#cron = new SlowCron(expression);
    this.#clock = slowClockOf(timeZone);
  }

  /** Up to `count` planned times after an instant, as far as the slow clock has looked. */
  after(instant: number, count: number): number[] {
    const found = new Set<number>();
    let last = Number.POSITIVE_INFINITY;
    for (let day = this.#dayBefore(instant); day <= last && day * DAY < SLOW_HORIZON; day++) {
      for (const planned of this.#plannedFor(day)) if (planned > instant) found.add(planned);
      // What the next day asks for can still be planned before it.
      if (found.size >= count) last = Math.min(last, day + 1);
    }
    return ascending(found).slice(0, count);
  }

  /** Every planned time in (from, to]. */
  between(from: number, to: number): number[] {
    const found = new Set<number>();
    for (let day = this.#dayBefore(from); day <= this.#dayBefore(to) + 2; day++)
      for (const planned of this.#plannedFor(day))
        if (planned > from && planned <= to) found.add(planned);
    return ascending(found);
  }

  #dayBefore(instant: number): number {
    return Math.floor(this.#clock.wallAt(instant) / DAY) - 1;
  }

  #plannedFor(day: number): number[] {
    let planned = this.#days.get(day);
    if (!planned) this.#days.set(day, (planned = [...this.#askedFor(day)]));
    return planned;
  }

  /** The instants that the wall times of one day ask for. */
  *#askedFor(day: number): Generator<number> {
    const date = new Date(day * DAY);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    if (!this.#cron.matchesDay(new SlowDate(year, month, date.getUTCDate()))) return;
    for (const time of this.#cron.timesOfDay) yield* this.#instantsFor(day * DAY + time * SECOND);
  }

  /** Vixie's rules for one wall time. */
  #instantsFor(wall: number): number[] {
    const shown = this.#clock.instantsOf(wall);
    if (!this.#cron.isFixedTime) return shown;
    if (shown.length > 0) return shown.slice(0, 1);
    const gap = this.#clock.gapOf(wall)!;
    return gap.after - gap.before > 3 * HOUR ? [] : [gap.at];
  }
}

const ascending = (instants: Set<number>) => [...instants].toSorted((a, b) => a - b);

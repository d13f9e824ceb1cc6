import { FIELDS } from "./fields.ts";
import type { CronText } from "./grammar.ts";
import { MonthDays } from "./month-days.ts";

const DAY_MS = 86_400_000;
const LAST_YEAR = FIELDS.at(-1)!.most;
/** No kind of month is farther away, not a February of 29 days that begins on a Monday: what has not matched never will. */
const MOST_YEARS = 40;

/** The days of a cron expression, numbered from 1 January 1970. */
export class Days {
  readonly #monthDays: MonthDays;
  readonly #months: Set<number>;
  /** Null for every year. */
  readonly #years: Set<number> | null;

  constructor(text: CronText) {
    this.#monthDays = new MonthDays(text);
    this.#months = new Set(text.months.values);
    this.#years = text.years.isFree ? null : new Set(text.years.values);
  }

  /** The first day that matches at or after `day`; null when there is none. */
  from(day: number): number | null {
    for (const { first, length } of this.#monthsFrom(day)) {
      const passed = Math.max(day - first, 0);
      const rest = this.#monthDays.maskOf(first, length) & (-1 << passed);
      if (rest !== 0) return first + lowestBit(rest);
    }
    return null;
  }

  /** How many days match in [from, to). */
  count(from: number, to: number): number {
    if (to <= from) return 0;
    let count = 0;
    for (const { first, length } of this.#monthsFrom(from)) {
      if (first >= to) break;
      const mask = this.#monthDays.maskOf(first, length);
      count += bitsIn(mask & bitsBelow(to - first) & ~bitsBelow(from - first));
    }
    return count;
  }

  /** The months that the expression allows, from that of a day on. */
  *#monthsFrom(day: number): Generator<{ first: number; length: number }> {
    const date = new Date(day * DAY_MS);
    let month = date.getUTCMonth();
    const begin = date.getUTCFullYear();
    const end = this.#years === null ? Math.min(begin + MOST_YEARS, LAST_YEAR) : LAST_YEAR;
    for (let year = begin; year <= end; year++, month = 0) {
      if (this.#years !== null && !this.#years.has(year)) continue;
      for (; month < 12; month++) {
        if (!this.#months.has(month + 1)) continue;
        const first = Date.UTC(year, month) / DAY_MS;
        yield { first, length: Date.UTC(year, month + 1) / DAY_MS - first };
      }
    }
  }
}

const lowestBit = (bits: number) => 31 - Math.clz32(bits & -bits);

const bitsBelow = (day: number) => 2 ** Math.min(Math.max(day, 0), 31) - 1;

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

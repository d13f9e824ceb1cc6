import type { CronText } from "./grammar.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** The times of day of a cron expression, in ms past midnight. */
export class TimesOfDay {
  readonly #hours: number[];
  readonly #minutes: number[];
  readonly #seconds: number[];

  constructor({ hours, minutes, seconds }: Pick<CronText, "hours" | "minutes" | "seconds">) {
    this.#hours = hours.values;
    this.#minutes = minutes.values;
    this.#seconds = seconds.values;
  }

  get count(): number {
    return this.#hours.length * this.#minutes.length * this.#seconds.length;
  }

  /** The first at or after `timeMs`; null when it is past the last. */
  from(timeMs: number): number | null {
    const { hour, minute, second } = clockAt(Math.ceil(timeMs / SECOND_MS) * SECOND_MS);
    const laterSecond = firstFrom(this.#seconds, second);
    const laterMinute = firstFrom(this.#minutes, laterSecond === null ? minute + 1 : minute);
    const laterHour = firstFrom(this.#hours, laterMinute === null ? hour + 1 : hour);
    if (laterHour === null) return null;
    if (laterHour > hour) return timeOf(laterHour, this.#minutes[0]!, this.#seconds[0]!);
    if (laterMinute! > minute) return timeOf(hour, laterMinute!, this.#seconds[0]!);
    return timeOf(hour, minute, laterSecond!);
  }

  /** How many are at or before `timeMs`. */
  upTo(timeMs: number): number {
    const { hour, minute, second } = clockAt(timeMs);
    const wholeHours = below(this.#hours, hour) * this.#minutes.length * this.#seconds.length;
    if (!this.#hours.includes(hour)) return wholeHours;
    const wholeMinutes = below(this.#minutes, minute) * this.#seconds.length;
    if (!this.#minutes.includes(minute)) return wholeHours + wholeMinutes;
    return wholeHours + wholeMinutes + below(this.#seconds, second + 1);
  }
}

const clockAt = (timeMs: number) => ({
  hour: Math.floor(timeMs / HOUR_MS),
  minute: Math.floor((timeMs % HOUR_MS) / MINUTE_MS),
  second: Math.floor((timeMs % MINUTE_MS) / SECOND_MS),
});

const timeOf = (hour: number, minute: number, second: number) =>
  hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;

const firstFrom = (values: number[], least: number) =>
  values.find((value) => value >= least) ?? null;

const below = (values: number[], bound: number) => values.filter((value) => value < bound).length;

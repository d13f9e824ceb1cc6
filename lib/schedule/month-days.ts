import { Cron } from "croner";
import type { CronText } from "./grammar.ts";
import type { CronField } from "./read-field.ts";

const DAY_MS = 86_400_000;

/**
 * Which days of a month the two day fields allow. That depends on nothing but the length of the month and the weekday it
 * begins with, so croner is asked once about the days of each of the 28 kinds. It runs in UTC, where it has no say over
 * clock changes, and its timers are never used.
 */
export class MonthDays {
  readonly #isAnyDay: boolean;
  readonly #patterns: string[];
  readonly #masks = new Map<number, number>();
  /** Each holds 80 kB, and has nothing to say once most kinds are known. */
  #crons: WeakRef<Cron[]> | null = null;

  constructor({ dayOfMonth, dayOfWeek, needsBothDays }: CronText) {
    const weekdays = `${needsBothDays ? "+" : ""}${itemsOf(dayOfWeek).join(",")}`;
    this.#isAnyDay = dayOfMonth.isFree && dayOfWeek.isFree;
    this.#patterns = listsOf(dayOfMonth).map((days) => `* * * ${days} * ${weekdays} *`);
  }

  /** A bit for each day that matches, the lowest for the first. `firstDay` is numbered from 1 January 1970. */
  maskOf(firstDay: number, length: number): number {
    if (this.#isAnyDay) return 2 ** length - 1;
    const kind = kindOf(firstDay, length);
    let mask = this.#masks.get(kind);
    if (mask === undefined) this.#masks.set(kind, (mask = this.#ask(firstDay, length)));
    return mask;
  }

  #ask(firstDay: number, length: number): number {
    const crons = this.#crons?.deref() ?? this.#makeCrons();
    let mask = 0;
    for (let day = 0; day < length; day++) {
      const date = new Date((firstDay + day) * DAY_MS);
      if (crons.some((cron) => cron.match(date))) mask |= 1 << day;
    }
    return mask;
  }

  #makeCrons(): Cron[] {
    const crons = this.#patterns.map(
      (pattern) => new Cron(pattern, { utcOffset: 0, paused: true }),
    );
    this.#crons = new WeakRef(crons);
    return crons;
  }
}

/** croner takes LW only by itself: beside others it has to be asked for apart. */
function listsOf(field: CronField): string[] {
  const items = itemsOf(field);
  const others = items.filter((item) => item !== "LW");
  const isApart = others.length > 0 && others.length < items.length;
  return isApart ? [others.join(","), "LW"] : [items.join(",")];
}

const itemsOf = ({ isFree, values, specials }: CronField) =>
  isFree ? ["*"] : [...values.map(String), ...specials];

function kindOf(firstDay: number, length: number): number {
  const weekday = (((firstDay + 4) % 7) + 7) % 7;
  return length * 7 + weekday;
}

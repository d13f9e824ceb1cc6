import { Cron } from "croner";
import type { CronText } from "./grammar.ts";
import type { CronField } from "./read-field.ts";

const DAY_MS = 86_400_000;

/**
 * Which days of a month the two day fields allow. That depends on nothing but the length of the month and the weekday it
 * begins with, so croner is asked once about the days of each of the 28 kinds. It runs in UTC, where it has no say over
 * clock changes; its timers are never used, and it is not kept, as each holds 80 kB.
 */
export class MonthDays {
  readonly #isAnyDay: boolean;
  readonly #daysOfMonth: string[];
  readonly #daysOfWeek: string;
  readonly #masks = new Map<number, number>();

  constructor({ dayOfMonth, dayOfWeek, needsBothDays }: CronText) {
    this.#isAnyDay = dayOfMonth.isFree && dayOfWeek.isFree;
    this.#daysOfMonth = listsOf(dayOfMonth);
    this.#daysOfWeek = `${needsBothDays ? "+" : ""}${itemsOf(dayOfWeek).join(",")}`;
  }

  /** A bit for each day that matches, the lowest for the first. `firstDay` is numbered from 1 January 1970. */
  maskOf(firstDay: number, length: number): number {
    if (this.#isAnyDay) return 2 ** length - 1;
    const kind = kindOf(firstDay, length);
    let mask = this.#masks.get(kind);
    if (mask === undefined) {
      mask = this.#daysOfMonth.reduce(
        (bits, days) => bits | this.#ask(days, SAMPLES.get(kind)!),
        0,
      );
      this.#masks.set(kind, mask);
    }
    return mask;
  }

  #ask(days: string, { first, length }: Sample): number {
    const cron = new Cron(`* * * ${days} * ${this.#daysOfWeek} *`, { utcOffset: 0, paused: true });
    let mask = 0;
    for (let day = 0; day < length; day++)
      if (cron.match(new Date((first + day) * DAY_MS))) mask |= 1 << day;
    return mask;
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

interface Sample {
  first: number;
  length: number;
}

/** A month of each kind. */
const SAMPLES = new Map<number, Sample>();
for (let month = 0; SAMPLES.size < 28; month++) {
  const first = Date.UTC(2000, month) / DAY_MS;
  const length = Date.UTC(2000, month + 1) / DAY_MS - first;
  SAMPLES.set(kindOf(first, length), { first, length });
}

function kindOf(firstDay: number, length: number): number {
  const weekday = (((firstDay + 4) % 7) + 7) % 7;
  return length * 7 + weekday;
}

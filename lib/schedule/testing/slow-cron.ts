import { SlowDate } from "./slow-date.ts";

/** What a star begins and ends at, and the names of the values from the least on. */
interface Kind {
  least: number;
  most: number;
  names?: string[];
}

const SIXTIETH: Kind = { least: 0, most: 59 };
const HOUR: Kind = { least: 0, most: 23 };
const DAY: Kind = { least: 1, most: 31 };
const MONTH: Kind = {
  least: 1,
  most: 12,
  names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" "),
};
const WEEKDAY: Kind = { least: 0, most: 7, names: "SUN MON TUE WED THU FRI SAT".split(" ") };
const YEAR: Kind = { least: 1970, most: 2999 };
const MACROS: Record<string, string> = {
  "@YEARLY": "0 0 1 1 *",
  "@ANNUALLY": "0 0 1 1 *",
  "@MONTHLY": "0 0 1 * *",
  "@WEEKLY": "0 0 * * 0",
  "@DAILY": "0 0 * * *",
  "@MIDNIGHT": "0 0 * * *",
  "@HOURLY": "0 * * * *",
};

type Matches = (date: SlowDate) => boolean;

/** A legal expression, read from the rules of schedules alone and by no code of the product. */
export class SlowCron {
  /** No star, question mark or slash in the time of day. */
  readonly isFixedTime: boolean;
  /** Seconds past midnight. */
  readonly timesOfDay: number[];
  readonly #matches: Matches;

  constructor(expression: string) {
    const text = expression.trim().toUpperCase();
    const fields = (MACROS[text] ?? text).split(/\s+/);
    if (fields.length === 5) fields.unshift("0");
    if (fields.length === 6) fields.push("*");
    const [second, minute, hour, days, month, weekdays, year] = fields as [
      ...[string, string, string, string, string, string, string],
    ];
    this.isFixedTime = !/[*?/]/.test(`${second} ${minute} ${hour}`);
    this.timesOfDay = [];
    for (const h of valuesOf(hour, HOUR))
      for (const m of valuesOf(minute, SIXTIETH))
        for (const s of valuesOf(second, SIXTIETH)) this.timesOfDay.push(h * 3_600 + m * 60 + s);

    const months = valuesOf(month, MONTH);
    const years = valuesOf(year, YEAR);
    const byMonth = anyOf(days, dayOfMonth);
    const byWeek = anyOf(weekdays.replace("+", ""), dayOfWeek);
    const isOneFree = [days, weekdays].some((field) => field === "*" || field === "?");
    const needsBoth = weekdays.startsWith("+") || isOneFree;
    this.#matches = (date) =>
      months.has(date.month) &&
      years.has(date.year) &&
      (needsBoth ? byMonth(date) && byWeek(date) : byMonth(date) || byWeek(date));
  }

  matchesDay(date: SlowDate): boolean {
    return this.#matches(date);
  }
}

/** Every value that is a star, a number, in a range, on the steps of either, or in a list of those. */
function valuesOf(field: string, { least, most, names = [] }: Kind): Set<number> {
  const numberOf = (text: string) =>
    names.includes(text) ? names.indexOf(text) + least : Number(text);
  const values = new Set<number>();
  for (const item of field.split(",")) {
    const [range, step = "1"] = item.split("/") as [string, string?];
    const [from, to = from] = range.split("-").map(numberOf) as [number, number?];
    const isAny = range === "*" || range === "?";
    for (let value = isAny ? least : from; value <= (isAny ? most : to); value += Number(step))
      values.add(value);
  }
  return values;
}

function anyOf(field: string, matcherOf: (item: string) => Matches): Matches {
  const matchers = field.split(",").map(matcherOf);
  return (date) => matchers.some((matches) => matches(date));
}

function dayOfMonth(item: string): Matches {
  if (item === "L") return (date) => date.day === date.lastDay;
  if (item === "LW") return (date) => date.day === date.nearestWeekday(date.lastDay);
  if (!item.endsWith("W")) {
    const values = valuesOf(item, DAY);
    return ({ day }) => values.has(day);
  }
  const wanted = Number(item.slice(0, -1));
  return (date) => wanted <= date.lastDay && date.day === date.nearestWeekday(wanted);
}

function dayOfWeek(item: string): Matches {
  const [, base, nth] = /^(.+?)(#.|L)?$/.exec(item)!;
  const values = valuesOf(base!, WEEKDAY);
  const isDay: Matches = ({ weekday }) => values.has(weekday) || (weekday === 0 && values.has(7));
  if (nth === undefined) return isDay;
  if (nth.endsWith("L")) return (date) => isDay(date) && date.day + 7 > date.lastDay;
  return (date) => isDay(date) && Math.ceil(date.day / 7) === Number(nth.slice(1));
}

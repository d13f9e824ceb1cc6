import { DAY_NAMES, MONTH_NAMES } from "./date-words.ts";
import type { CronText } from "./grammar.ts";
import type { CronField } from "./read-field.ts";
import { joined, ordinal, runs, stepOf } from "./value-words.ts";

const NTH = ["", "first", "second", "third", "fourth", "fifth"];
const LEAST_RANGE = 3;

/** The days, months and years of an expression in words, without those that say nothing. */
export function dayWords(text: CronText): string[] {
  return [daysIn(text), monthsIn(text.months), yearsIn(text.years)].filter((words) => words !== "");
}

/** When both fields restrict, either may match, unless a plus asks for both. */
function daysIn({ dayOfMonth, dayOfWeek, needsBothDays }: CronText): string {
  const isAnyDate = dayOfMonth.values.length === 31;
  const isAnyWeekday = dayOfWeek.values.length === 7;
  const eitherSuffices = !needsBothDays && !dayOfMonth.isFree && !dayOfWeek.isFree;
  if (eitherSuffices)
    return isAnyDate || isAnyWeekday
      ? ""
      : `${datesIn(dayOfMonth)} or on ${joined(weekdaysIn(dayOfWeek), "or")}`;
  if (isAnyDate) return isAnyWeekday ? "" : weekdaysAlone(dayOfWeek);
  if (isAnyWeekday) return datesIn(dayOfMonth);
  const articled = [
    ...dayOfWeek.values.map((day) => `a ${DAY_NAMES[day]}`),
    ...nthWeekdays(dayOfWeek),
  ];
  return `${datesIn(dayOfMonth)} if that is ${joined(articled, "or")}`;
}

/** "on days 1 to 7 and the last weekday of the month". */
function datesIn({ values, specials }: CronField): string {
  const step = stepOf(values);
  const plain =
    step === null
      ? `day${values.length === 1 ? "" : "s"} ${runs(values)}`
      : `every ${ordinal(step)} day from ${values[0]} to ${values.at(-1)}`;
  const items = [...(values.length > 0 ? [plain] : []), ...specials.map(specialDate)];
  return `on ${joined(items)} of the month`;
}

function specialDate(special: string): string {
  if (special === "L") return "the last day";
  if (special === "LW") return "the last weekday";
  return `the weekday nearest day ${special.slice(0, -1)}`;
}

function weekdaysAlone(field: CronField): string {
  const names = weekdaysIn(field);
  const isRange = names.length === 1 && field.values.length >= LEAST_RANGE;
  return isRange ? names[0]! : `only on ${joined(names)}`;
}

/** "Monday through Friday", or each by itself; a week goes on after Saturday. */
function weekdaysIn(field: CronField): string[] {
  const { values } = field;
  const isThere = (day: number) => values.includes((day + 7) % 7);
  const first = values.filter((day) => !isThere(day - 1));
  const nth = nthWeekdays(field);
  if (first.length !== 1 || values.length < LEAST_RANGE)
    return [...values.map((day) => DAY_NAMES[day]!), ...nth];
  const last = values.find((day) => !isThere(day + 1))!;
  return [`${DAY_NAMES[first[0]!]} through ${DAY_NAMES[last]}`, ...nth];
}

/** "the second Monday of the month". */
function nthWeekdays({ specials }: CronField): string[] {
  return specials.map((special, index) => {
    const which = special.endsWith("L") ? "last" : NTH[Number(special.at(-1))];
    const isLast = index === specials.length - 1;
    return `the ${which} ${DAY_NAMES[Number(special[0])]}${isLast ? " of the month" : ""}`;
  });
}

function monthsIn({ values }: CronField): string {
  if (values.length === 12) return "";
  const name = (month: number) => MONTH_NAMES[month - 1]!;
  const [first, last] = [values[0]!, values.at(-1)!];
  const isRange = values.length >= LEAST_RANGE && last - first === values.length - 1;
  return isRange ? `${name(first)} through ${name(last)}` : `only in ${joined(values.map(name))}`;
}

function yearsIn({ isFree, values }: CronField): string {
  if (isFree) return "";
  const step = stepOf(values);
  return step === null
    ? `only in ${runs(values)}`
    : `only in every ${ordinal(step)} year from ${values[0]} to ${values.at(-1)}`;
}

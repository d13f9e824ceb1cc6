const DAY_MS = 86_400_000;

/** Local days as text, "2026-03-29", and what a calendar does with them: no zone has a say in it. */
export type LocalDate = string;

const utcOf = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (utcMs: number): LocalDate => new Date(utcMs).toISOString().slice(0, 10);

/** Between the years that can be typed and that the server takes. */
export const isLocalDate = (text: string) =>
  /^(19[7-9]|[2-8]\d\d)\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(utcOf(text)) &&
  dateOf(utcOf(text)) === text;

export const addDays = (date: LocalDate, days: number) => dateOf(utcOf(date) + days * DAY_MS);

/** The same day of another month, or its last. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

/** From Monday to Sunday. */
export function weekOf(date: LocalDate): LocalDate[] {
  const monday = addDays(date, -((new Date(utcOf(date)).getUTCDay() + 6) % 7));
  return Array.from({ length: 7 }, (_, day) => addDays(monday, day));
}

/** The weeks that a month has days in. */
export function weeksOfMonth(date: LocalDate): LocalDate[][] {
  const weeks: LocalDate[][] = [];
  let monday = weekOf(`${date.slice(0, 7)}-01`)[0]!;
  do {
    weeks.push(weekOf(monday));
    monday = addDays(monday, 7);
  } while (monday.slice(0, 7) === date.slice(0, 7));
  return weeks;
}

export const isSameMonth = (a: LocalDate, b: LocalDate) => a.slice(0, 7) === b.slice(0, 7);

const texts = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (date: LocalDate) => format.format(utcOf(date)).replace(",", "");
};

/** "November 2026". */
export const monthText = texts({ month: "long", year: "numeric" });
/** "Friday 27 November 2026". */
export const longDayText = texts({
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
/** "27 November 2026". */
export const dateText = texts({ day: "numeric", month: "long", year: "numeric" });
/** "Fri". */
export const weekdayText = texts({ weekday: "short" });
/** "Friday". */
export const longWeekdayText = texts({ weekday: "long" });
/** "27 Nov". */
export const shortDateText = texts({ day: "numeric", month: "short" });
/** "23 to 29 Nov 2026", "28 Dec 2026 to 3 Jan 2027": from Monday to Sunday. */
export function weekText(date: LocalDate): string {
  const [first, last] = [weekOf(date)[0]!, weekOf(date).at(-1)!];
  const [from, to] = [shortDateText(first), shortDateText(last)];
  if (isSameMonth(first, last)) return `${dayOfMonth(first)} to ${to} ${last.slice(0, 4)}`;
  const isSameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${from}${isSameYear ? "" : ` ${first.slice(0, 4)}`} to ${to} ${last.slice(0, 4)}`;
}
/** 27. */
export const dayOfMonth = (date: LocalDate) => Number(date.slice(8));

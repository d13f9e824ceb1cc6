import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ReadForecast } from "@/lib/api/forecast.ts";
import { isLocalDate, type LocalDate, weekOf, weeksOfMonth } from "./days.ts";

export const VIEWS = ["month", "week"] as const;
export type View = (typeof VIEWS)[number];

/** The calendar is what its address says. */
export const calendarParsers = {
  view: parseAsStringLiteral(VIEWS).withDefault("month"),
  /** The day that is chosen; today when left out. */
  day: parseAsString,
  /** Whether the runs of that day are listed. */
  open: parseAsBoolean.withDefault(false),
  queue: parseAsString,
  q: parseAsString,
};
export const loadCalendarQuery = createLoader(calendarParsers);

interface CalendarAddress {
  view: View;
  day: string | null;
  open: boolean;
  queue: string | null;
  q: string | null;
}

export interface CalendarFilter {
  queue?: string;
  q?: string;
}

export interface CalendarQuery {
  view: View;
  day: LocalDate;
  isOpen: boolean;
  filter: CalendarFilter;
  /** What the address got wrong: it is left out, and said. */
  ignored: string[];
}

export function calendarQuery(
  { view, day, open, queue, q }: CalendarAddress,
  today: LocalDate,
): CalendarQuery {
  const given = Object.entries({ queue, q }).filter(([, value]) => value !== null && value !== "");
  const isGood = ([name, value]: [string, string | null]) =>
    ReadForecast.shape[name as "queue" | "q"].safeParse(value).success;
  const hasDay = day !== null && isLocalDate(day);
  return {
    view,
    day: hasDay ? day : today,
    isOpen: open,
    filter: Object.fromEntries(given.filter(isGood)) as CalendarFilter,
    ignored: [
      ...(day !== null && !hasDay ? ["day"] : []),
      ...given.filter((entry) => !isGood(entry)).map(([name]) => name),
    ],
  };
}

/** More lines than this have no room in a day; the week tells from its days what runs so often that no hour names it. */
const NAMED_A_DAY = { month: 6, week: 50 };
const NAMED_AN_HOUR = 8;
const NAMED_IN_PANEL = 100;

type Asked = Pick<CalendarQuery, "view" | "day" | "filter"> & { timeZone: string };

/** What a view asks for by day. */
export function daysAsked({ view, day, filter, timeZone }: Asked) {
  const days = view === "month" ? weeksOfMonth(day).flat() : weekOf(day);
  const range = { from: days[0]!, to: days.at(-1)! };
  return { ...filter, ...range, timeZone, by: "day" as const, perSlot: NAMED_A_DAY[view] };
}

/** What the week asks for besides, by hour. */
export function hoursAsked({ day, filter, timeZone }: Omit<Asked, "view">) {
  const days = weekOf(day);
  const range = { from: days[0]!, to: days.at(-1)! };
  return { ...filter, ...range, timeZone, by: "hour" as const, perSlot: NAMED_AN_HOUR };
}

/** What the list of one day asks for. */
export function dayAsked({ day, filter, timeZone }: Omit<Asked, "view">) {
  return { ...filter, from: day, to: day, timeZone, by: "day" as const, perSlot: NAMED_IN_PANEL };
}

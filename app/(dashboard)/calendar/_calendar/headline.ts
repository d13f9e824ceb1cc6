import { countText, plural } from "@/app/_ui/numbers.ts";
import type { Forecast } from "@/lib/api/forecast.ts";
import type { CalendarQuery } from "./calendar-query.ts";
import { dateText, isSameMonth, type LocalDate, monthText, weekOf } from "./days.ts";

/** The days that the view is about: not those of the months beside. */
const meant = ({ view, day }: CalendarQuery, { slots }: Forecast) =>
  view === "week" ? slots : slots.filter(({ date }) => isSameMonth(date, day));

const sumOf = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);

const placeOf = ({ view, day }: CalendarQuery) =>
  view === "month" ? monthText(day) : `the week of ${dateText(weekOf(day)[0]!)}`;

export function isAllPast(query: CalendarQuery, days: Forecast, today: LocalDate): boolean {
  return meant(query, days).every(({ date }) => date < today);
}

export function isEmpty(query: CalendarQuery, days: Forecast): boolean {
  return meant(query, days).every(({ runs, jobs }) => runs === 0 && (jobs?.count ?? 0) === 0);
}

/** "2,911 runs are planned in November 2026". */
export function headlineOf(query: CalendarQuery, days: Forecast, today: LocalDate): string {
  const place = placeOf(query);
  if (isAllPast(query, days, today)) return `${capital(place)} is past`;
  const slots = meant(query, days);
  const runs = sumOf(slots.map((slot) => slot.runs));
  const rest = slots.some(({ date }) => date < today) ? "the rest of " : "";
  const which = query.filter.q === undefined ? "" : " that fit";
  if (runs === 0) return `No runs${which} are planned in ${rest}${place}`;
  return `${plural(runs, "run")}${which} ${runs === 1 ? "is" : "are"} planned in ${rest}${place}`;
}

/** What else is to be known of them. */
export function aboutOf(query: CalendarQuery, days: Forecast, timeZone: string): string {
  const slots = meant(query, days);
  const paused = sumOf(slots.map((slot) => slot.paused));
  const jobs = sumOf(slots.map((slot) => slot.jobs?.count ?? 0));
  const { total } = days.unplanned;
  const parts = [
    `Times in ${timeZone}.`,
    ...(paused > 0
      ? [`${countText(paused)} fall into a pause and run only if it ends before.`]
      : []),
    ...(jobs > 0 ? [`Beside them ${plural(jobs, "single job")}.`] : []),
    ...(total > 0
      ? [`Of ${plural(total, "periodic job")} the next time is not known yet: a run goes on.`]
      : []),
  ];
  return parts.join(" ");
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

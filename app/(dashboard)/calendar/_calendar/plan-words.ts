import { clockText } from "@/app/_ui/instants.ts";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { ForecastSlot, PlannedRuns } from "@/lib/api/forecast.ts";

const HOUR_MS = 3_600_000;

/** "02:30", and with seconds where it has some. */
export function timeText(at: string, timeZone: string): string {
  const text = clockText(at, timeZone);
  return text.endsWith(":00") ? text.slice(0, 5) : text;
}

export const runsText = (runs: number) => plural(runs, "run");

/** "23 h: 02:00 to 03:00". */
export function changeText({ startAt, endAt, clockChange }: ForecastSlot): string | null {
  if (!clockChange) return null;
  return `${lengthText(startAt, endAt)}: ${clockChange.from} to ${clockChange.to}`;
}

/** "23 h". */
export const lengthText = (startAt: string, endAt: string) =>
  `${(Date.parse(endAt) - Date.parse(startAt)) / HOUR_MS} h`;

/** "nightly at 02:30", "report 4 times from 02:30", "cache-warm 2,880 times". */
export function plannedText(
  { schedule, runs, paused, first, times }: PlannedRuns,
  timeZone: string,
): string {
  const held = paused === 0 ? "" : paused === runs ? " (paused)" : ` (${paused} of them paused)`;
  if (runs === 1) return `${schedule} at ${timeText(first, timeZone)}${held}`;
  const from = times ? ` from ${timeText(first, timeZone)}` : "";
  return `${schedule} ${countText(runs)} times${from}${held}`;
}

/** What is planned in a slot, for those who hear it. */
export function slotText(slot: ForecastSlot, timeZone: string): string {
  const { runs, planned, more, jobs } = slot;
  const change = changeText(slot);
  const parts = [
    ...(change ? [`the clock changes, ${change}`] : []),
    runs === 0 ? "no runs planned" : `${runsText(runs)} planned`,
    ...planned.map((each) => plannedText(each, timeZone)),
    ...(more ? [`and ${plural(more.schedules, "more periodic job")}`] : []),
    ...(jobs && jobs.count > 0 ? [plural(jobs.count, "single job")] : []),
  ];
  return parts.join(", ");
}

const MINUTE_MS = 60_000;

/** At least once a minute, on the average. */
export const isOften = ({ runs, first, last, times }: PlannedRuns) =>
  times === null && (Date.parse(last) - Date.parse(first)) / (runs - 1) <= MINUTE_MS;

/** By their first time; what has none to show comes last. */
export const byTime = (a: PlannedRuns, b: PlannedRuns) =>
  Number(a.times === null) - Number(b.times === null) ||
  (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);

import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { hasNeverRun, isFailing, isLate } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

export const WHICH = ["living", "cancelled"] as const;

/** What one looks for; a schedule may be of several. */
export const STANDINGS = [
  "active",
  "paused",
  "failing",
  "late",
  "error",
  "ended",
  "never-run",
] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_WORDS: Record<Standing, string> = {
  active: "Active",
  paused: "Paused",
  failing: "Failing",
  late: "Late",
  error: "In error",
  ended: "Ended",
  "never-run": "Never run",
};

const SORTS = ["name", "next", "last"] as const;
export type Sort = (typeof SORTS)[number];
export const SORT_WORDS: Record<Sort, string> = {
  name: "By name",
  next: "Next run first",
  last: "Newest run first",
};

/** The list of periodic jobs is what its address says. */
export const scheduleListParsers = {
  which: parseAsStringLiteral(WHICH).withDefault("living"),
  state: parseAsStringLiteral(STANDINGS),
  source: parseAsStringLiteral(["code", "hand"]),
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(SORTS).withDefault("name"),
};
export const loadScheduleListQuery = createLoader(scheduleListParsers);

export interface ScheduleFilter {
  state: Standing | null;
  source: "code" | "hand" | null;
  q: string;
}

export const NO_FILTERS = { state: null, source: null, q: null };

export function stands(schedule: Schedule, standing: Standing, nowMs: number): boolean {
  if (standing === "failing") return isFailing(schedule);
  if (standing === "late") return isLate(schedule, nowMs);
  if (standing === "never-run") return hasNeverRun(schedule);
  return schedule.state === standing;
}

export function fits(schedule: Schedule, filter: ScheduleFilter, nowMs: number): boolean {
  const { state, source, q } = filter;
  return (
    (state === null || stands(schedule, state, nowMs)) &&
    (source === null || schedule.source.kind === source) &&
    searchText(schedule).includes(q.trim().toLowerCase())
  );
}

function searchText({ id, job, description, trigger, queue }: Schedule): string {
  const expression = trigger.kind === "cron" ? trigger.expression : "";
  return [id, job, description, expression, queue].join("\n").toLowerCase();
}

/** What has no such time comes last; of equal ones the name decides, as the server gave them. */
export function sorted(schedules: Schedule[], sort: Sort): Schedule[] {
  if (sort === "name") return schedules;
  const timeOf = ({ nextAt, lastRun }: Schedule) => {
    const at = sort === "next" ? nextAt : (lastRun?.firedAt ?? null);
    if (at === null) return Number.POSITIVE_INFINITY;
    return sort === "next" ? Date.parse(at) : -Date.parse(at);
  };
  return schedules.toSorted((a, b) => {
    const [timeA, timeB] = [timeOf(a), timeOf(b)];
    return timeA === timeB ? 0 : timeA - timeB;
  });
}

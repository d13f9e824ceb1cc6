import type { ScheduleCounters } from "@/lib/api/schedules.ts";

/** What can become of a planned time, the commonest first; each is counted once. */
const PLANNED: [keyof ScheduleCounters, string][] = [
  ["fired", "ran"],
  ["overlapSkipped", "skipped: a run was still alive"],
  ["coalesced", "missed: the latest ran for them"],
  ["missedWindow", "missed: too long ago"],
  ["missedSkipped", "missed, and not made up for"],
  ["missedCapped", "missed: too many at once"],
  ["paused", "paused"],
  ["skipped", "skipped by hand"],
  ["cancelled", "cancelled before they ran"],
];

const BESIDE: [keyof ScheduleCounters, string][] = [
  ["triggered", "run by hand"],
  ["backfilled", "backfilled"],
];

export interface Counted {
  count: number;
  words: string;
}

const counted = (counters: ScheduleCounters, names: typeof PLANNED): Counted[] =>
  names.flatMap(([name, words]) =>
    counters[name] === 0 ? [] : [{ count: counters[name], words }],
  );

/** What became of all planned times, and their number; and the runs beside the plan. */
export function countedTimes(counters: ScheduleCounters) {
  const planned = counted(counters, PLANNED);
  return {
    total: planned.reduce((sum, { count }) => sum + count, 0),
    planned,
    beside: counted(counters, BESIDE),
  };
}

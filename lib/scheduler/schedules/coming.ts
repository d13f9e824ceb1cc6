import type { LedgerRecord, SkipMark, StoredSchedule } from "../../queue/stored-schedule.ts";
import { ScheduleError } from "../../schedule/index.ts";
import { clockChanges } from "./clock-changes.ts";
import { compiledOf } from "./compiled.ts";

/** What is to come of a schedule's times. */
interface Coming {
  /** The next planned times; those that are to be skipped are among them. */
  next: number[];
  skips: SkipMark[];
  clockChanges: ReturnType<typeof clockChanges>;
  /** How many have passed during a pause. */
  passed: number;
}

/** A trigger that cannot be computed is told by the schedule's state, and must not take the list down with it. */
export function comingOf(
  stored: StoredSchedule,
  ledger: LedgerRecord[],
  { nowMs, mostTimes }: { nowMs: number; mostTimes: number },
): Coming {
  const skips = comingSkips(stored, ledger, nowMs);
  try {
    const next = nextTimes(stored, skips, mostTimes);
    return {
      next,
      skips,
      clockChanges: clockChanges(stored.definition.timing, next),
      passed: stored.state === "paused" ? compiledOf(stored).count(stored.watermarkMs, nowMs) : 0,
    };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return { next: [], skips, clockChanges: [], passed: 0 };
  }
}

/** Those that are noted, and those decided ahead of their time; ascending. */
function comingSkips(
  { state, skips }: StoredSchedule,
  ledger: LedgerRecord[],
  nowMs: number,
): SkipMark[] {
  if (state === "cancelled") return [];
  const decided = skippedAhead(ledger, nowMs).map(({ p, y = "", r = null }) => ({
    plannedMs: p,
    by: y,
    reason: r,
  }));
  return [...decided, ...skips].toSorted((a, b) => a.plannedMs - b.plannedMs);
}

/** What was skipped by hand of the times after an instant. */
export const skippedAhead = (ledger: LedgerRecord[], afterMs: number) =>
  ledger.filter(({ p, o }) => o === "skipped" && p > afterMs);

function nextTimes(stored: StoredSchedule, skips: SkipMark[], most: number): number[] {
  const { state, nominalMs } = stored;
  // With its last times skipped it has ended, until one of them is taken back.
  if (state === "ended") return skips.map(({ plannedMs }) => plannedMs);
  if (state !== "active" || nominalMs === null) return [];
  const trigger = compiledOf(stored);
  const times = skips.map(({ plannedMs }) => plannedMs).filter((at) => at < nominalMs);
  times.push(nominalMs);
  while (times.length < most) {
    const next = trigger.next(times.at(-1)!);
    if (next === null) break;
    times.push(next);
  }
  return times.slice(0, most);
}

import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { ScheduleError } from "../../schedule/index.ts";
import { compiledOf } from "./compiled.ts";

/** The next planned times, the stored one first; those that are to be skipped are among them. */
export function nextTimes(stored: StoredSchedule, most: number): number[] {
  if (stored.state !== "active" || stored.nominalMs === null) return [];
  const times = [stored.nominalMs];
  try {
    const trigger = compiledOf(stored);
    while (times.length < most) {
      const next = trigger.next(times.at(-1)!);
      if (next === null) break;
      times.push(next);
    }
  } catch (error) {
    // A definition that cannot be read any more is the scheduler's to report, when it is due; others are still listed.
    if (!(error instanceof ScheduleError)) throw error;
  }
  return times;
}

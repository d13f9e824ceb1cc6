import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { compiledOf } from "./compiled.ts";

/** The next planned times, the stored one first; those that are to be skipped are among them. */
export function nextTimes(stored: StoredSchedule, most: number): number[] {
  if (stored.state !== "active" || stored.nominalMs === null) return [];
  const trigger = compiledOf(stored);
  const times = [stored.nominalMs];
  while (times.length < most) {
    const next = trigger.next(times.at(-1)!);
    if (next === null) break;
    times.push(next);
  }
  return times;
}

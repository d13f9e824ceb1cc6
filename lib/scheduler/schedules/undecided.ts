import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { ScheduleError } from "../../schedule/index.ts";
import { compiledOf } from "./compiled.ts";

/** Planned times that are due and that nobody has decided: how many, and the newest of them. */
export interface Undecided {
  count: number;
  newestMs: number;
}

/** None are known of a schedule whose times cannot be computed any more: it can still be cancelled, and mended. */
export function undecidedOf(stored: StoredSchedule, nowMs: number): Undecided {
  if (stored.state === "ended") return { count: 0, newestMs: nowMs };
  try {
    const compiled = compiledOf(stored);
    const count = compiled.count(stored.watermarkMs, nowMs);
    return { count, newestMs: count > 0 ? (compiled.previous(nowMs) ?? nowMs) : nowMs };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return { count: 0, newestMs: nowMs };
  }
}

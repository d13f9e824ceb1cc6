import type { LedgerRecord, StoredSchedule } from "../../queue/stored-schedule.ts";
import { type CompiledTrigger, ScheduleError } from "../../schedule/index.ts";
import { compiledOf } from "./compiled.ts";

/** More than this share a line of the ledger, as they do where a scheduler decides. */
const MOST_LINES = 50;

/** Planned times that are due and that nobody has decided, and the lines of the ledger that say what becomes of them. */
export interface Undecided {
  count: number;
  ledger: LedgerRecord[];
}

const NONE: Undecided = { count: 0, ledger: [] };

/** None are known of a schedule whose times cannot be computed any more: it can still be cancelled, and mended. */
export function undecidedOf(
  stored: StoredSchedule,
  nowMs: number,
  become: Pick<LedgerRecord, "o" | "y" | "r">,
): Undecided {
  if (stored.state === "ended") return NONE;
  try {
    const compiled = compiledOf(stored);
    const count = compiled.count(stored.watermarkMs, nowMs);
    if (count === 0) return NONE;
    const lineOf = (plannedMs: number) => ({ p: plannedMs, d: nowMs, ...become });
    const ledger =
      count > MOST_LINES
        ? [{ ...lineOf(compiled.previous(nowMs) ?? nowMs), n: count }]
        : timesIn(compiled, stored.watermarkMs, nowMs).map(lineOf);
    return { count, ledger };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return NONE;
  }
}

function timesIn(compiled: CompiledTrigger, afterMs: number, untilMs: number): number[] {
  const times: number[] = [];
  for (let at = compiled.next(afterMs); at !== null && at <= untilMs; at = compiled.next(at))
    times.push(at);
  return times;
}

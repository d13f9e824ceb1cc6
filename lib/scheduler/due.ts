import { invalidField } from "../errors.ts";
import { instantOf } from "../schedule/index.ts";

const MOST_AHEAD_MS = 315_360_000_000;

/** A time, or a wait from now; neither means at once. */
export interface When {
  executionTime?: Date;
  delayMs?: number;
}

/** When a job is due, as scripts take it ("0", "+ms", ms UTC) and as ms; 0 for at once. */
export interface Due {
  due: string;
  dueMs: number;
}

const AT_ONCE: Due = { due: "0", dueMs: 0 };

/**
 * A time that is past makes a job that is due at once, and late: it keeps its time.
 * @throws CarillonError invalid_fields for a time that is none, before 1970 or too far ahead
 */
export function dueOf({ executionTime, delayMs }: When, nowMs: number): Due {
  if (executionTime !== undefined && delayMs !== undefined)
    throw invalidField("delayMs", "give a time or a delay, not both");
  if (delayMs !== undefined) {
    if (!Number.isInteger(delayMs) || delayMs < 0 || delayMs > MOST_AHEAD_MS) {
      throw invalidField(
        "delayMs",
        `must be a whole number of milliseconds from 0 to ${MOST_AHEAD_MS}`,
      );
    }
    return delayMs === 0
      ? AT_ONCE
      : { due: `+${delayMs}`, dueMs: instantOf({ kind: "in", ms: delayMs }, nowMs) };
  }
  if (executionTime === undefined) return AT_ONCE;
  const atMs = executionTime.getTime();
  if (Number.isNaN(atMs)) throw invalidField("runAt", "is no time");
  if (atMs <= 0) throw invalidField("runAt", "is before 1970");
  if (atMs > nowMs + MOST_AHEAD_MS) throw invalidField("runAt", "is more than ten years ahead");
  return { due: String(atMs), dueMs: atMs };
}

import { plural } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

/** Why nothing is planned any more. */
export function endedText({ limit, counters, endAt, skips }: Schedule): string {
  if (limit !== null && counters.fired >= limit) return `it was to run ${plural(limit, "time")}.`;
  if (skips.length > 0) return "the times that were left are skipped.";
  return endAt === null
    ? "its expression names no time to come."
    : "no planned time is left before its end.";
}

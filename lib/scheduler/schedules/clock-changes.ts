import type { Schedule } from "../../api/schedules.ts";
import { preview, type Timing, zoneOf } from "../../schedule/index.ts";
import { iso } from "../present.ts";

/** No clock change reaches farther: a gap of a whole day is one of the calendar. */
const REACH_MS = 26 * 3_600_000;

/** What clock changes do to these planned times; most have none near, and cost two look-ups. */
export function clockChanges(
  { trigger, startAt, endAt }: Timing,
  planned: number[],
): Schedule["clockChanges"] {
  const [first] = planned;
  if (trigger.kind !== "cron" || first === undefined) return [];
  const zone = zoneOf(trigger.timeZone);
  const isNear = (at: number) => zone.offsetAt(at - REACH_MS) !== zone.offsetAt(at + REACH_MS);
  if (!planned.some(isNear)) return [];
  const input = { fromMs: first - 1, anchorMs: first, count: planned.length };
  return preview({ trigger, startAt, endAt }, input).items.flatMap(({ atMs, note }) =>
    note === undefined ? [] : [{ plannedAt: iso(atMs), note }],
  );
}

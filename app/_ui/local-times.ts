import { zoneOf } from "@/lib/schedule/index.ts";

export interface LocalTime {
  instant?: string;
  /** Why it is none. */
  problem?: string;
  /** What is to be known about it. */
  note?: string;
}

/** What an input of date and time says, on the clock of a zone; where that never shows it, or twice, it is told. */
export function readLocal(local: string, timeZone: string): LocalTime {
  const wallMs = Date.parse(`${local}Z`);
  if (local === "" || Number.isNaN(wallMs)) return {};
  const [first, second] = zoneOf(timeZone).instantsOf(wallMs);
  if (first === undefined)
    return {
      problem: `The clocks of ${timeZone} never show this time: they are put forward over it. Choose another.`,
    };
  const instant = new Date(first).toISOString();
  if (second === undefined) return { instant };
  return {
    instant,
    note: `The clocks of ${timeZone} show this time twice. The first is meant.`,
  };
}

/** An instant as an input of date and time has it, on the clock of a zone, to the second. */
export const localOf = (ms: number, timeZone: string) =>
  new Date(zoneOf(timeZone).wallAt(ms)).toISOString().slice(0, "2026-03-29T02:30:00".length);

const DAY_MS = 86_400_000;

/** The day after, at an hour, on the clock of a zone; where it has no such time, right after. */
export function tomorrowAt(hour: number, timeZone: string, nowMs: number): string {
  const zone = zoneOf(timeZone);
  const midnight = Math.floor(zone.wallAt(nowMs) / DAY_MS) * DAY_MS + DAY_MS;
  const wallMs = midnight + hour * 3_600_000;
  const instant = zone.instantsOf(wallMs)[0] ?? wallMs - zone.offsetAt(wallMs - DAY_MS);
  return new Date(instant).toISOString();
}

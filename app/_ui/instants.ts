import { roughDurationText } from "./durations.ts";

const JUST_MS = 1_500;
const formats = new Map<string, Intl.DateTimeFormat>();
const wallFormats = new Map<string, Intl.DateTimeFormat>();

/** "Tue 24 Nov 2026, 10:41:07 CET": always with its zone. */
export function instantText(instant: string | number, timeZone: string): string {
  const part = partsOf(instant, timeZone);
  return `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`;
}

/** "10:41:07 CET" today, "25 Nov 10:41 CET" on another day; whole minutes without their seconds. */
export function shortInstantText(instant: string, timeZone: string, nowMs: number): string {
  const part = partsOf(instant, timeZone);
  const seconds = part.second === "00" ? "" : `:${part.second}`;
  const clock = `${part.hour}:${part.minute}${seconds} ${part.timeZoneName}`;
  const isToday = dayText(instant, timeZone) === dayText(nowMs, timeZone);
  return isToday ? clock : `${part.day} ${part.month} ${clock}`;
}

/** "10:41:07". */
export function clockText(instant: string | number, timeZone: string): string {
  const part = partsOf(instant, timeZone);
  return `${part.hour}:${part.minute}:${part.second}`;
}

/** "Tue 24 Nov". */
export function dayText(instant: string | number, timeZone: string): string {
  const part = partsOf(instant, timeZone);
  return `${part.weekday} ${part.day} ${part.month}`;
}

/** "2026-11-24": the local day. */
export const localDateText = (instant: string | number, timeZone: string) =>
  wallText(instant, timeZone).slice(0, 10);

/** "2026-11-24 10": the local day and hour. */
export const localHourText = (instant: string | number, timeZone: string) =>
  wallText(instant, timeZone).slice(0, 13);

/** "2 min ago", "in 12 s", "just now". */
export function relativeText(instant: string | number, nowMs: number): string {
  const aheadMs = new Date(instant).getTime() - nowMs;
  if (Math.abs(aheadMs) < JUST_MS) return aheadMs > 0 ? "now" : "just now";
  return aheadMs > 0 ? `in ${roughDurationText(aheadMs)}` : `${roughDurationText(-aheadMs)} ago`;
}

/** "2026-11-24 10:41:07": Sweden writes its dates so. */
function wallText(instant: string | number, timeZone: string): string {
  let format = wallFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "medium",
    });
    wallFormats.set(timeZone, format);
  }
  return format.format(new Date(instant));
}

function partsOf(instant: string | number, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
}

import { readLocal, tomorrowAt } from "@/app/_ui/local-times.ts";
import type { Pause } from "@/lib/api/schedule-actions.ts";

export const UNTIL_NAMES = ["resumed", "hour", "tomorrow", "time"] as const;
type Until = (typeof UNTIL_NAMES)[number];

export const UNTIL_WORDS: Record<Until, string> = {
  resumed: "somebody resumes it",
  hour: "in an hour",
  tomorrow: "tomorrow at 8:00",
  time: "a time…",
};

export interface PauseForm {
  reason: string;
  until: Until;
  /** With `time`: on the clock of the page's zone. */
  at: string;
}

export const EMPTY_PAUSE: PauseForm = { reason: "", until: "resumed", at: "" };

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 8;

/** What is asked for; or what is wrong with a field. */
export function pauseOf(
  { reason, until, at }: PauseForm,
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): { body: Pause; errors?: undefined } | { body?: undefined; errors: Record<string, string> } {
  const said = reason.trim() === "" ? {} : { reason: reason.trim() };
  if (until === "resumed") return { body: said };
  if (until === "hour")
    return { body: { ...said, until: new Date(nowMs + HOUR_MS).toISOString() } };
  if (until === "tomorrow")
    return { body: { ...said, until: tomorrowAt(MORNING_HOUR, timeZone, nowMs) } };
  const { instant, problem } = readLocal(at, timeZone);
  if (instant === undefined) return { errors: { until: problem ?? "Choose a date and a time." } };
  if (Date.parse(instant) <= nowMs) return { errors: { until: "Choose a time to come." } };
  return { body: { ...said, until: instant } };
}

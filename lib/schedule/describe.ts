import { interval, moment } from "./date-words.ts";
import { dayWords } from "./day-words.ts";
import { ScheduleError } from "./error.ts";
import { type CronText, parseCron } from "./grammar.ts";
import { timeWords } from "./time-words.ts";
import type { Trigger } from "./timing.ts";

const DAY_MS = 86_400_000;

/** A trigger in words: "Every 30 s", "At 09:00, Monday through Friday (Europe/Berlin)". */
export function describe(trigger: Trigger): string {
  switch (trigger.kind) {
    case "every":
      return `Every ${interval(trigger.everyMs)}${gridWords(trigger)}`;
    case "afterEnd":
      return `${interval(trigger.delayMs)} after each run has ended${firstWords(trigger)}`;
    case "cron":
      return `${cronWords(trigger.expression)} (${trigger.timeZone})`;
  }
}

function gridWords(trigger: Trigger & { kind: "every" }): string {
  const { everyMs, anchor = "start" } = trigger;
  if (anchor === "start") return firstWords(trigger);
  if (anchor === "epoch" && DAY_MS % everyMs === 0) return ", in step with the clock of UTC";
  return `, counted from ${moment(anchor === "epoch" ? 0 : anchor)}`;
}

const firstWords = ({ immediately }: { immediately?: boolean }) =>
  immediately ? ", the first at once" : "";

function cronWords(expression: string): string {
  const text = readable(expression);
  return text ? [timeWords(text), ...dayWords(text)].join(", ") : `Cron ${expression.trim()}`;
}

/** Null for what is refused: describing is not judging. */
function readable(expression: string): CronText | null {
  try {
    return parseCron(expression);
  } catch (error) {
    if (error instanceof ScheduleError) return null;
    throw error;
  }
}

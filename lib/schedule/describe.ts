import cronstrue from "cronstrue";
import type { Trigger } from "./timing.ts";

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
] as const;

/** A trigger in words: "Every 30 s", "At 09:00, Monday through Friday (Europe/Berlin)". */
export function describe(trigger: Trigger): string {
  if (trigger.kind === "every") return `Every ${interval(trigger.everyMs)}`;
  if (trigger.kind === "afterEnd") return `${interval(trigger.delayMs)} after each run has ended`;
  return `${wordsOf(trigger.expression)} (${trigger.timeZone})`;
}

function interval(ms: number): string {
  const [size, unit] = UNITS.find(([candidate]) => ms % candidate === 0)!;
  const count = ms / size;
  return unit === "day" && count !== 1 ? `${count} days` : `${count} ${unit}`;
}

function wordsOf(expression: string): string {
  try {
    return cronstrue.toString(expression.trim(), { use24HourTimeFormat: true, verbose: false });
  } catch {
    return `Cron ${expression.trim()}`;
  }
}

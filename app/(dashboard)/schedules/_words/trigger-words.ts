import { durationText } from "@/app/_ui/durations.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

type Trigger = Schedule["trigger"];

/** The expression as it was written: "45 9 * * 1-5"; null where there is none. */
export const expressionOf = (trigger: Trigger) =>
  trigger.kind === "cron" ? trigger.expression : null;

/** When it runs, in words, where its zone stands beside them. */
export const withoutZone = ({ description, trigger }: Pick<Schedule, "description" | "trigger">) =>
  trigger.kind === "cron" ? description.replace(` (${trigger.timeZone})`, "") : description;

/** The zone whose clock plans it; null where no clock does. */
export const zoneOfTrigger = (trigger: Trigger) =>
  trigger.kind === "cron" ? trigger.timeZone : null;

/** "Every 5 min" as it stands within a sentence; names keep their capitals. */
export const withinSentence = (description: string) =>
  /^(At|Every|On|Cron|\d)/.test(description)
    ? description.charAt(0).toLowerCase() + description.slice(1)
    : description;

/** What an interval counts from, where that is not plain. */
export function anchorText(trigger: Trigger): string | null {
  if (trigger.kind !== "every") return null;
  const { anchor = "start", everyMs } = trigger;
  if (anchor === "start") return null;
  return anchor === "epoch"
    ? `Whole multiples of ${durationText(everyMs)} since 1970, UTC.`
    : `Counted from ${new Date(anchor).toISOString()}.`;
}

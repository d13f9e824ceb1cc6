import { compile, firstWatermark } from "./compile.ts";
import { ScheduleError, shown } from "./error.ts";
import type { Timing, Trigger } from "./timing.ts";
import { isTimeZone } from "./zone.ts";

const TEN_YEARS_MS = 3_653 * 86_400_000;

/**
 * Refuses what would never fire or cannot be read, before it is saved.
 * @throws ScheduleError
 */
export function validateTiming(
  timing: Pick<Timing, "trigger" | "startAt" | "endAt">,
  nowMs: number,
): void {
  const { trigger, startAt, endAt } = timing;
  if (trigger.kind === "cron" && !isTimeZone(trigger.timeZone)) {
    throw new ScheduleError(
      "timeZone",
      trigger.timeZone,
      "the name of a place, such as Europe/Berlin, or UTC",
      `${shown(trigger.timeZone)} is no time zone that is known`,
    );
  }
  if (startAt !== undefined && endAt !== undefined && endAt < startAt) {
    throw new ScheduleError(
      "endAt",
      endAt,
      "an end that is not before the start",
      "The end is before the start",
    );
  }
  if (endAt !== undefined && endAt <= nowMs)
    throw new ScheduleError("endAt", endAt, "an end that is still to come", "The end is past");
  const next = compile(timing, { anchorMs: nowMs }).next(firstWatermark(timing, nowMs));
  const horizonMs = Math.max(nowMs, startAt ?? nowMs) + TEN_YEARS_MS;
  if (next !== null && next <= horizonMs) return;
  const [field, value] = neverFires(trigger);
  throw new ScheduleError(
    field,
    value,
    "a trigger that fires at least once in the next ten years, between start and end",
    `${shown(value)} never fires`,
  );
}

function neverFires(trigger: Trigger): [field: string, value: string | number] {
  switch (trigger.kind) {
    case "cron":
      return ["expression", trigger.expression];
    case "every":
      return ["everyMs", trigger.everyMs];
    case "afterEnd":
      return ["delayMs", trigger.delayMs];
  }
}

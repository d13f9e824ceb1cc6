import { checked } from "./check.ts";
import { compile, firstWatermark } from "./compile.ts";
import { ScheduleError, shown } from "./error.ts";
import { parseCron } from "./grammar.ts";
import { moment } from "./date-words.ts";
import { Timing, type Trigger } from "./timing.ts";
import { zoneOf } from "./zone.ts";

const TEN_YEARS_MS = 3_653 * 86_400_000;

/**
 * Refuses what would never fire or cannot be read, before it is saved.
 * @throws ScheduleError that names the field, the value and what is legal
 */
export function validateTiming(
  timing: Pick<Timing, "trigger" | "startAt" | "endAt">,
  nowMs: number,
): void {
  const { trigger, startAt, endAt } = checked(Timing, timing);
  if (trigger.kind === "cron") checkCron(trigger, nowMs);
  if (trigger.kind === "every") checkEvery(trigger);
  if (endAt !== undefined) checkEnd(endAt, startAt, nowMs);
  const next = compile({ trigger, startAt, endAt }, { anchorMs: nowMs }).next(
    firstWatermark({ trigger, startAt }, nowMs),
  );
  const horizonMs = Math.max(nowMs, startAt ?? nowMs) + TEN_YEARS_MS;
  if (next !== null && next <= horizonMs) return;
  const [field, value] = neverFires(trigger);
  throw new ScheduleError(
    field,
    value,
    "a trigger that fires at least once in the next ten years, between start and end",
    next === null
      ? `${shown(value)} never fires`
      : `${shown(value)} does not fire before ${moment(next)}`,
  );
}

function checkCron({ expression, timeZone }: Trigger & { kind: "cron" }, nowMs: number): void {
  const { years } = parseCron(expression);
  const year = new Date(zoneOf(timeZone).wallAt(nowMs)).getUTCFullYear();
  if (years.values.at(-1)! >= year) return;
  throw new ScheduleError(
    "expression",
    years.text,
    `${year} to 2999`,
    `In the field year, ${shown(years.text)} is past`,
  );
}

function checkEvery({ anchor = "start", immediately }: Trigger & { kind: "every" }): void {
  if (!immediately || anchor === "start") return;
  throw new ScheduleError(
    "immediately",
    immediately,
    `false, or the anchor "start"`,
    `With the anchor ${shown(anchor)} the grid is given, and nothing can run immediately`,
  );
}

function checkEnd(endAt: number, startAt: number | undefined, nowMs: number): void {
  if (startAt !== undefined && endAt < startAt)
    throw new ScheduleError(
      "endAt",
      endAt,
      `an end that is not before the start, ${moment(startAt)}`,
      `The end, ${moment(endAt)}, is before the start`,
    );
  if (endAt <= nowMs)
    throw new ScheduleError(
      "endAt",
      endAt,
      `an end that is still to come, after ${moment(nowMs)}`,
      `The end, ${moment(endAt)}, is past`,
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

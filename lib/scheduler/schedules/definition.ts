import type { PutSchedule } from "../../api/schedule-definition.ts";
import type { RevisionCopy } from "../../queue/stored-schedule.ts";
import type { TimingInput } from "../../jobs/schedule-timing.ts";
import type { Timing } from "../../schedule/index.ts";
import { iso } from "../present.ts";

/** What the ways to make a schedule have in common. */
export type ScheduleInput = { id?: string; job: unknown; args: unknown } & TimingInput &
  Record<string, unknown>;

/** A definition as callers say it: for the form that edits it, and for its history. */
export function askedOf({ timing, options, job, args }: RevisionCopy): PutSchedule {
  const { trigger, startAt, endAt, limit, jitterMs, overlap, missed, pauseAfterFailures } = timing;
  return {
    job,
    args,
    ...triggerFields(trigger),
    ...(startAt !== undefined && { startAt: iso(startAt) }),
    ...(endAt !== undefined && { endAt: iso(endAt) }),
    overlap,
    missed,
    ...(limit !== undefined && { limit }),
    ...(jitterMs > 0 && { jitterMs }),
    ...(pauseAfterFailures > 0 && { pauseAfterFailures }),
    ...options,
  };
}

function triggerFields(trigger: Timing["trigger"]): TriggerFields {
  if (trigger.kind === "cron") return { cron: trigger.expression, timeZone: trigger.timeZone };
  const immediately = trigger.immediately && { immediately: true };
  if (trigger.kind === "afterEnd") return { afterEnd: trigger.delayMs, ...immediately };
  const { anchor } = trigger;
  return {
    every: trigger.everyMs,
    ...(anchor !== undefined && { anchor: typeof anchor === "number" ? iso(anchor) : anchor }),
    ...immediately,
  };
}

type TriggerFields = Pick<
  PutSchedule,
  "every" | "cron" | "timeZone" | "afterEnd" | "anchor" | "immediately"
>;

import type { Json } from "../jobs/json.ts";
import type { JobOptions } from "../jobs/options.ts";
import type { Timing } from "../schedule/index.ts";
import type { PutSchedule } from "./schedule-definition.ts";
import type { Schedule } from "./schedules.ts";

/** What a schedule was asked to be, as it is kept. */
export interface Asked {
  timing: Timing;
  options: Omit<JobOptions, "queue">;
  job: string;
  args: Json;
}

/** A definition as callers say it: for the form that edits it, and for its history. Saved again, it changes nothing. */
export function askedOf({ timing, options, job, args }: Asked): PutSchedule {
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

/** What would have to be put to leave a schedule as it is. */
export function definitionOf(schedule: Schedule): PutSchedule {
  const { trigger, overlap, missed, jitterMs, pauseAfterFailures, startAt, endAt, limit } =
    schedule;
  const asked = askedOf({
    timing: {
      trigger,
      startAt: msOf(startAt),
      endAt: msOf(endAt),
      limit: limit ?? undefined,
      jitterMs,
      overlap,
      missed,
      pauseAfterFailures,
    },
    options: schedule.options,
    job: schedule.job,
    args: schedule.args,
  });
  return { ...asked, queue: schedule.queue };
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

const iso = (ms: number) => new Date(ms).toISOString();
const msOf = (instant: string | null) => (instant === null ? undefined : Date.parse(instant));

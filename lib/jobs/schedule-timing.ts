import { z } from "zod";
import { invalidField } from "../errors.ts";
import { fieldMessage } from "../field-messages.ts";
import { compile, ScheduleError, Timing } from "../schedule/index.ts";
import { PolicyFields, WhenFields } from "./schedule-fields.ts";

const Fields = z.object({ ...WhenFields, ...PolicyFields });

/** What plans a schedule, as callers say it: an interval, a cron expression or a delay after each run, and its rules. */
export type TimingInput = Partial<
  Pick<
    z.infer<typeof Fields>,
    | "every"
    | "cron"
    | "timeZone"
    | "afterEnd"
    | "immediately"
    | "overlap"
    | "missed"
    | "limit"
    | "jitterMs"
    | "pauseAfterFailures"
  >
> & {
  /** `start`, `epoch` or an instant. */
  anchor?: Date | string;
  startAt?: Date | string;
  endAt?: Date | string;
};

/** The fields of a trigger as callers know them. */
const FIELD_NAMES: Record<string, string> = {
  everyMs: "every",
  expression: "cron",
  delayMs: "afterEnd",
};

/** Turns a refusal of lib/schedule into one that names the caller's field. */
export function refuse(error: unknown): never {
  if (!(error instanceof ScheduleError)) throw error;
  const field = error.field.split(".").at(-1)!;
  throw invalidField(FIELD_NAMES[field] ?? field, error.message);
}

/** Whether it can be planned at all, apart from what time it is. @throws CarillonError invalid_fields */
export function checkTiming(timing: Timing): void {
  try {
    compile(timing, { anchorMs: 0 });
  } catch (error) {
    refuse(error);
  }
}

/** @throws CarillonError invalid_fields */
export function timingOf(input: TimingInput): Timing {
  const { missed } = input;
  const parsed = Timing.safeParse(
    {
      trigger: triggerOf(input),
      startAt: optional("startAt", input.startAt),
      endAt: optional("endAt", input.endAt),
      limit: input.limit,
      jitterMs: input.jitterMs,
      overlap: input.overlap,
      missed: typeof missed === "string" ? { policy: missed } : missed,
      pauseAfterFailures: input.pauseAfterFailures,
    },
    { error: fieldMessage },
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const path = issue.path.filter((part) => part !== "trigger").map(String);
  const [field = "every", ...inner] = path;
  // A policy's name alone stands for all of it.
  const rest = field === "missed" && typeof missed === "string" ? [] : inner;
  throw invalidField([FIELD_NAMES[field] ?? field, ...rest].join("."), issue.message);
}

function triggerOf(input: TimingInput) {
  const { every, cron, timeZone, afterEnd, anchor, immediately } = input;
  if ([every, cron, afterEnd].filter((field) => field !== undefined).length !== 1)
    throw invalidField(
      "every",
      "give one of every (milliseconds), cron and afterEnd (milliseconds)",
    );
  if (cron === undefined && timeZone !== undefined)
    throw invalidField("timeZone", "belongs to a cron expression; an interval has no zone");
  if (every === undefined && anchor !== undefined)
    throw invalidField("anchor", "belongs to an interval (every)");
  if (cron !== undefined && immediately !== undefined)
    throw invalidField(
      "immediately",
      "belongs to every and afterEnd; a cron expression names its times",
    );
  if (cron !== undefined) return { kind: "cron", expression: cron, timeZone: timeZone ?? "UTC" };
  if (afterEnd !== undefined)
    return { kind: "afterEnd", delayMs: afterEnd, ...(immediately && { immediately }) };
  return {
    kind: "every",
    everyMs: every,
    ...(anchor !== undefined &&
      anchor !== "start" && { anchor: anchor === "epoch" ? anchor : instantMs("anchor", anchor) }),
    ...(immediately && { immediately }),
  };
}

const optional = (field: string, instant: unknown) =>
  instant === undefined ? undefined : instantMs(field, instant);

/** A date, or ISO 8601. @throws CarillonError for a time that is none */
export function instantMs(field: string, instant: unknown): number {
  const date = typeof instant === "string" ? new Date(instant) : instant;
  const at = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(at))
    throw invalidField(
      field,
      `"${String(instant).slice(0, 40)}" is no time; use ISO 8601, 2026-12-24T18:00:00Z`,
    );
  return at;
}

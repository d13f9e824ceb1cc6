import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { MissedRule, OverlapPolicy } from "@/lib/schedule/index.ts";
import { type Length, lengthField, lengthOf, typedNumber, whole } from "../typed/typed.ts";
import { instantOf, problemOf, type WallTime, wallTimeOf } from "../typed/wall-time.ts";
import { type AskedTrigger, triggerAsked, triggerBody } from "./asked-trigger.ts";
import type { Note } from "./note.ts";

/** The most that `all` catches up with when nobody says. */
export const DEFAULT_MOST_MISSED = 100;

/** When a periodic job runs, and its rules, as they are typed. */
export interface AskedTiming extends AskedTrigger {
  startAt: WallTime;
  endAt: WallTime;
  overlap: OverlapPolicy;
  missed: { policy: MissedRule; window: Length; max: string };
  limit: string;
  jitter: Length;
  pauseAfterFailures: string;
}

/** As somebody would have typed what was asked for. */
export function timingAsked(definition: Partial<PutSchedule>, timeZone: string): AskedTiming {
  const { startAt, endAt, overlap = "skip", limit, jitterMs, pauseAfterFailures } = definition;
  return {
    ...triggerAsked(definition, timeZone),
    startAt: wallTimeOf(startAt, timeZone),
    endAt: wallTimeOf(endAt, timeZone),
    overlap,
    missed: missedAsked(definition.missed),
    limit: typedNumber(limit),
    jitter: lengthOf(jitterMs, "seconds"),
    pauseAfterFailures: typedNumber(pauseAfterFailures),
  };
}

function missedAsked(missed: PutSchedule["missed"] = "latest"): AskedTiming["missed"] {
  const { policy, windowMs, max } =
    typeof missed === "string" ? { policy: missed, windowMs: undefined, max: undefined } : missed;
  return {
    policy,
    window: lengthOf(windowMs, "hours"),
    max: max === DEFAULT_MOST_MISSED ? "" : typedNumber(max),
  };
}

/** What to ask for; what is as by default is left out. */
export function timingBody(form: AskedTiming, note: Note): Record<string, unknown> {
  return {
    ...triggerBody(form, note),
    ...spanBody(form, note),
    overlap: form.overlap === "skip" ? undefined : form.overlap,
    missed: missedBody(form.missed),
    limit: whole(form.limit),
    jitterMs: lengthField(form.jitter),
    pauseAfterFailures: whole(form.pauseAfterFailures),
  };
}

export const spanBody = ({ startAt, endAt }: AskedTiming, note: Note) => ({
  startAt: timeBody("startAt", startAt, note),
  endAt: timeBody("endAt", endAt, note),
});

function timeBody(path: string, time: WallTime, note: Note): string | undefined {
  const problem = problemOf(time);
  return problem === undefined ? instantOf(time) : note(path, problem);
}

function missedBody({ policy, window, max }: AskedTiming["missed"]) {
  const windowMs = lengthField(window);
  const most = policy === "all" ? whole(max) : undefined;
  if (windowMs !== undefined || most !== undefined) return { policy, windowMs, max: most };
  return policy === "latest" ? undefined : policy;
}

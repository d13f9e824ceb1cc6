import { z } from "zod";
import { checked } from "./check.ts";
import { CompiledTrigger } from "./compile.ts";
import { interval, moment } from "./date-words.ts";
import { Once } from "./once.ts";
import { Instant, MOST_EVERY_MS } from "./timing.ts";

/** When a job runs that runs once: a schedule never has one of these. */
export const OnceTrigger = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("now") }),
  z.strictObject({ kind: z.literal("at"), at: Instant }),
  z.strictObject({ kind: z.literal("in"), ms: z.int().min(0).max(MOST_EVERY_MS) }),
]);
export type OnceTrigger = z.infer<typeof OnceTrigger>;

/** The instant it is planned for. One that has passed stays what it is: the job runs at once, and late. */
export function instantOf(trigger: OnceTrigger, nowMs: number): number {
  switch (trigger.kind) {
    case "now":
      return nowMs;
    case "at":
      return trigger.at;
    case "in":
      return nowMs + trigger.ms;
  }
}

/** Its only planned time, asked for as those of a schedule are. */
export function compileOnce(trigger: OnceTrigger, nowMs: number): CompiledTrigger {
  return new CompiledTrigger(new Once(instantOf(trigger, nowMs)));
}

/** @throws ScheduleError that names the field, the value and the legal range */
export function validateOnce(trigger: unknown): OnceTrigger {
  return checked(OnceTrigger, trigger);
}

/** In words: "Once, on 24 Dec 2026 at 18:00 UTC". */
export function describeOnce(trigger: OnceTrigger): string {
  switch (trigger.kind) {
    case "now":
      return "Once, now";
    case "at":
      return `Once, on ${moment(trigger.at)}`;
    case "in":
      return trigger.ms === 0 ? "Once, now" : `Once, in ${interval(trigger.ms)}`;
  }
}

/** Pure time: triggers, next times, clock changes, what is due. Runs in the browser too, and never asks what time it is. */
export { compile, type CompiledTrigger, firstWatermark } from "./compile.ts";
export { type CatchUp, decide, type Decision, jitterAt } from "./decide.ts";
export { describe } from "./describe.ts";
export { ScheduleError } from "./error.ts";
export { describeOnce, instantOf } from "./one-shot.ts";
export { preview } from "./preview.ts";
export { type LocalSlot, localDays, localHours, startOfLocalDay } from "./local-slots.ts";
export {
  LAST_INSTANT_MS,
  LEAST_EVERY_MS,
  MissedPolicy,
  MissedRule,
  MOST_EVERY_MS,
  OverlapPolicy,
  Timing,
  Trigger,
} from "./timing.ts";
export { validateTiming } from "./validate.ts";
export { isTimeZone, zoneOf } from "./zone.ts";

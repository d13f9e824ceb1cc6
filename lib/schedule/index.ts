/** Pure time: triggers, next times, clock changes, what is due. Runs in the browser too, and never asks what time it is. */
export { compile } from "./compile.ts";
export { decide } from "./decide.ts";
export { describe } from "./describe.ts";
export { ScheduleError } from "./error.ts";
export { jitterOf } from "./jitter.ts";
export { preview } from "./preview.ts";
export { MissedPolicy, OverlapPolicy, Timing, Trigger } from "./timing.ts";
export { validateTiming } from "./validate.ts";
export { isTimeZone, zoneOf } from "./zone.ts";

import type { TimingInput } from "../../jobs/schedule-timing.ts";

/** What the ways to make a schedule have in common. */
export type ScheduleInput = { id?: string; job: unknown; args: unknown } & TimingInput &
  Record<string, unknown>;

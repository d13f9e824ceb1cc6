import type { Schedule } from "./schedules.ts";

/** What tells whether a periodic job needs a person. */
export type ScheduleStanding = Pick<
  Schedule,
  "id" | "state" | "nextAt" | "pause" | "problem" | "failuresInRow"
>;

/** A scheduler that is alive fires within milliseconds; so long a delay is no accident. */
const LATE_AFTER_MS = 10_000;
/** So many failures in a row need a person. */
const MANY_FAILURES = 3;
/** Who pauses a schedule whose runs have failed too often. */
const ITSELF = "carillon";

/** Its next time has passed, and nothing has fired it. */
export const isLate = ({ state, nextAt }: ScheduleStanding, nowMs: number) =>
  state === "active" && nextAt !== null && nowMs - Date.parse(nextAt) > LATE_AFTER_MS;

/** Its newest run that has ended has failed. */
export const isFailing = ({ failuresInRow }: ScheduleStanding) => failuresInRow > 0;

export const failsOften = ({ failuresInRow }: ScheduleStanding) => failuresInRow >= MANY_FAILURES;

/** Its own rule about failures has paused it. */
export const isPausedByFailures = ({ pause }: ScheduleStanding) => pause?.by === ITSELF;

export const hasNeverRun = ({ lastRun }: Schedule) => lastRun === null;

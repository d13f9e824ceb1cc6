import { clockOf, instantOf, type WallTime } from "./wall-time.ts";

/** When one job is due. One whose time is past runs at once only when somebody has said so. */
export interface DueTime {
  time: WallTime;
  /** The past instant that is meant all the same. */
  pastTaken: string;
}

/** What is to be asked about a time that is past; undefined for one to come, and once it was answered. */
export function pastQuestion({ time, pastTaken }: DueTime, nowMs: number): string | undefined {
  const instant = instantOf(time);
  if (instant === undefined || Date.parse(instant) >= nowMs || instant === pastTaken)
    return undefined;
  return `${clockOf(time)} is past. Run it now, or choose another time?`;
}

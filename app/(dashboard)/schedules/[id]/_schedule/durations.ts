import type { Schedule } from "@/lib/api/schedules.ts";

/** How long one run took. */
export interface Took {
  jobId: string;
  plannedAt: string;
  ms: number;
  hasSucceeded: boolean;
}

/** The newest runs that have ended and are kept, the oldest first. */
export function tookOf({ recent }: Pick<Schedule, "recent">): Took[] {
  return recent.toReversed().flatMap(({ jobId, plannedAt, jobState, startedAt, finishedAt }) => {
    const isOver = jobState === "succeeded" || jobState === "failed" || jobState === "cancelled";
    if (!isOver || jobId === null || startedAt === null || finishedAt === null) return [];
    const ms = Date.parse(finishedAt) - Date.parse(startedAt);
    return [{ jobId, plannedAt, ms, hasSucceeded: jobState === "succeeded" }];
  });
}

/** The least of the values that so large a part of them does not exceed. */
export function percentile(values: number[], part: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(part * ascending.length) - 1)] ?? 0;
}

/** The shortest time from one planned time to the next, as far as is known; null where the end of a run plans the next. */
export function intervalMs({ trigger, next }: Pick<Schedule, "trigger" | "next">): number | null {
  if (trigger.kind === "every") return trigger.everyMs;
  if (trigger.kind === "afterEnd" || next.length < 2) return null;
  const times = next.map((at) => Date.parse(at));
  return Math.min(...times.slice(1).map((at, index) => at - times[index]!));
}

/** From here on, a run that takes a little longer than most meets the next planned time. */
const NEAR = 0.8;

export const isNear = (p95Ms: number, interval: number | null) =>
  interval !== null && p95Ms >= interval * NEAR;

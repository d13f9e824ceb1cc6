import type { ReadyJob } from "../subject.ts";

/** Redis' clock is read in whole ms: what it says is rounded up. */
const ROUNDED_UP_MS = 1;

interface Span {
  fromMs: number;
  toMs: number;
}

/** How late something happened to each job that is planned within a span. Below zero would be too early. */
export function lateness(
  happened: { jobId: string; atMs: number }[],
  plannedMsOf: (jobId: string) => number,
  { fromMs, toMs }: Span,
): number[] {
  return happened.flatMap(({ jobId, atMs }) => {
    const plannedMs = plannedMsOf(jobId);
    return plannedMs >= fromMs && plannedMs < toMs ? [atMs - plannedMs] : [];
  });
}

/** The same for when jobs became ready, rounded up; and how many were so before their time. */
export function readyLateness(
  ready: ReadyJob[],
  plannedMsOf: (jobId: string) => number,
  span: Span,
): { lateMs: number[]; early: number } {
  const late = lateness(ready, plannedMsOf, span);
  return {
    lateMs: late.map((ms) => ms + ROUNDED_UP_MS),
    early: late.filter((ms) => ms < 0).length,
  };
}

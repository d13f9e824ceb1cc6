import { percentile } from "../statistics.ts";
import type { ReadyJob } from "../subject.ts";
import type { Figures } from "./bench.ts";

/** Redis' clock is read in whole ms: what it says is rounded up. */
const ROUNDED_UP_MS = 1;

/** Planned times from the first up to the last, which is not among them. */
export interface Span {
  fromMs: number;
  toMs: number;
}

type PlannedMsOf = (jobId: string) => number;

/** What happened to jobs that are planned within a span. */
export const within = <Happened extends { jobId: string }>(
  happened: Happened[],
  plannedMsOf: PlannedMsOf,
  { fromMs, toMs }: Span,
): Happened[] =>
  happened.filter(({ jobId }) => {
    const plannedMs = plannedMsOf(jobId);
    return plannedMs >= fromMs && plannedMs < toMs;
  });

/** How late it happened to each. Below zero would be too early. */
export const lateness = (
  happened: { jobId: string; atMs: number }[],
  plannedMsOf: PlannedMsOf,
  span: Span,
): number[] =>
  within(happened, plannedMsOf, span).map(({ jobId, atMs }) => atMs - plannedMsOf(jobId));

/** The same for when jobs became ready. */
export const readyLateness = (ready: ReadyJob[], plannedMsOf: PlannedMsOf, span: Span): number[] =>
  lateness(ready, plannedMsOf, span).map((ms) => ms + ROUNDED_UP_MS);

/** How many were ready before their time. */
export const countEarly = (ready: ReadyJob[], plannedMsOf: PlannedMsOf): number =>
  ready.filter(({ jobId, atMs }) => atMs < plannedMsOf(jobId)).length;

export const distribution = (
  rowOf: (share: "p50" | "p99" | "max") => string,
  lateMs: number[],
): Figures => ({
  [rowOf("p50")]: percentile(lateMs, 0.5),
  [rowOf("p99")]: percentile(lateMs, 0.99),
  [rowOf("max")]: Math.max(...lateMs),
});

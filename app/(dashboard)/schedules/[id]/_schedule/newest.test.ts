import { describe, expect, it } from "vitest";
import type { RecentRun, Schedule } from "@/lib/api/schedules.ts";
import { hangingRun } from "./newest.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const skipped = (minutes: number): RecentRun => ({
  plannedAt: ago(minutes),
  outcome: "overlap-skipped",
  jobId: null,
  jobState: null,
  startedAt: null,
  finishedAt: null,
});
const ran = (jobId: string, from: number, to: number | null): RecentRun => ({
  plannedAt: ago(from),
  outcome: "fired",
  jobId,
  jobState: to === null ? "running" : "succeeded",
  startedAt: ago(from),
  finishedAt: to === null ? null : ago(to),
});
const of = (recent: RecentRun[], running = ["q/now"]) =>
  hangingRun({ recent, running } as Schedule, NOW);

describe("a run that hangs", () => {
  it("has taken twice as long as almost all before it, and holds up the plan", () => {
    const before = [ran("q/a", 30, 28), ran("q/b", 40, 37)];
    expect(of([skipped(1), skipped(2), ran("q/now", 7, null), ...before])).toEqual({
      jobId: "q/now",
      since: ago(7),
      p95Ms: 180_000,
      blocked: 2,
    });
    expect(of([skipped(1), ran("q/now", 5, null), ...before])).toBeNull();
  });

  it("is none while nothing was skipped for it, or nothing runs", () => {
    expect(of([ran("q/now", 70, null), ran("q/a", 80, 79)])).toBeNull();
    expect(of([skipped(1), ran("q/a", 80, 2)], [])).toBeNull();
  });

  it("began before all that is known, when it is not among it", () => {
    expect(of([skipped(1), skipped(2), skipped(3)])).toMatchObject({ since: ago(3), p95Ms: null });
  });
});

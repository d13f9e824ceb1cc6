import { describe, expect, it } from "vitest";
import type { RecentRun, Schedule } from "@/lib/api/schedules.ts";
import { intervalMs, isNear, percentile, tookOf } from "./durations.ts";

const run = (fields: Partial<RecentRun>): RecentRun => ({
  plannedAt: "2026-11-24T10:00:00.000Z",
  outcome: "fired",
  jobId: "default/a",
  jobState: "succeeded",
  startedAt: "2026-11-24T10:00:00.000Z",
  finishedAt: "2026-11-24T10:00:01.500Z",
  ...fields,
});

describe("how long runs took", () => {
  it("is known of those that have ended and are kept, the oldest first", () => {
    const recent = [
      run({ jobState: "running", finishedAt: null }),
      run({ jobState: "failed", finishedAt: "2026-11-24T10:00:03.000Z" }),
      run({ jobState: null, startedAt: null, finishedAt: null }),
      run({ outcome: "paused", jobId: null, jobState: null }),
      run({}),
    ];
    expect(tookOf({ recent }).map(({ ms, hasSucceeded }) => [ms, hasSucceeded])).toEqual([
      [1_500, true],
      [3_000, false],
    ]);
  });

  it.each([
    [[5], 0.95, 5],
    [[3, 1, 2, 4], 0.5, 2],
    [Array.from({ length: 20 }, (_, index) => index + 1), 0.95, 19],
    [[], 0.95, 0],
  ])("%# has its percentile", (values, part, expected) => {
    expect(percentile(values, part)).toBe(expected);
  });
});

describe("the interval", () => {
  const cron = { kind: "cron", expression: "0 9,17 * * *", timeZone: "UTC" } as const;
  const at = (hour: string) => `2026-11-24T${hour}:00:00.000Z`;
  const of = (fields: Partial<Schedule>) => intervalMs(fields as Schedule);

  it("is the shortest way from one planned time to the next", () => {
    expect(of({ trigger: { kind: "every", everyMs: 5_000 }, next: [] })).toBe(5_000);
    expect(of({ trigger: cron, next: [at("01"), at("09"), at("17")] })).toBe(8 * 3_600_000);
    expect(of({ trigger: cron, next: [at("09")] })).toBeNull();
    expect(of({ trigger: { kind: "afterEnd", delayMs: 5_000 }, next: [] })).toBeNull();
  });

  it("is near from four fifths of it on", () => {
    expect(isNear(4_000, 5_000)).toBe(true);
    expect(isNear(3_999, 5_000)).toBe(false);
    expect(isNear(3_999, null)).toBe(false);
  });
});

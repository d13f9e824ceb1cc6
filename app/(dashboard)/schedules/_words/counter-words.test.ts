import { describe, expect, it } from "vitest";
import { ScheduleCounters } from "@/lib/api/schedules.ts";
import { countedTimes } from "./counter-words.ts";

const names = Object.keys(ScheduleCounters.shape) as (keyof ScheduleCounters)[];
const counters = Object.fromEntries(
  names.map((name, index) => [name, index + 1]),
) as ScheduleCounters;

describe("the counted planned times", () => {
  it("are every counter, once", () => {
    const { planned, beside } = countedTimes(counters);
    const counts = [...planned, ...beside].map(({ count }) => count);
    expect(counts.toSorted((a, b) => a - b)).toEqual(names.map((_, index) => index + 1));
  });

  it("add up to their number, and runs beside the plan are not among them", () => {
    const { total, planned, beside } = countedTimes({ ...counters, fired: 0 });
    expect(planned.map(({ words }) => words)).not.toContain("ran");
    expect(planned.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(beside).toEqual([
      { count: 10, words: "run by hand" },
      { count: 11, words: "backfilled" },
    ]);
  });
});

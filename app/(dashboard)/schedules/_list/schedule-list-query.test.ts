import { describe, expect, it } from "vitest";
import type { Schedule } from "@/lib/api/schedules.ts";
import { fits, sorted, stands, STANDINGS } from "./schedule-list-query.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const well = {
  id: "nightly-report",
  job: "report.build",
  queue: "reports",
  description: "At 02:30 (Europe/Berlin)",
  trigger: { kind: "cron", expression: "30 2 * * *", timeZone: "Europe/Berlin" },
  source: { kind: "hand" },
  state: "active",
  nextAt: "2026-11-25T01:30:00.000Z",
  failuresInRow: 0,
  lastRun: { jobId: "reports/x", plannedAt: null, firedAt: "2026-11-24T01:30:00.000Z" },
} as unknown as Schedule;
const any = { state: null, source: null, q: "" };
const standingsOf = (schedule: Schedule) =>
  STANDINGS.filter((standing) => stands(schedule, standing, NOW));

describe("the filters of periodic jobs", () => {
  it("find one by every way it stands", () => {
    expect(standingsOf(well)).toEqual(["active"]);
    const late = { ...well, nextAt: "2026-11-24T09:59:00.000Z", failuresInRow: 1, lastRun: null };
    expect(standingsOf(late)).toEqual(["active", "failing", "late", "never-run"]);
    expect(standingsOf({ ...well, state: "paused", nextAt: null })).toEqual(["paused"]);
  });

  it.each(["NIGHTLY", "report.build", "30 2 * *", "berlin", " reports "])("find %j", (q) => {
    expect(fits(well, { ...any, q }, NOW)).toBe(true);
  });

  it("must all fit", () => {
    expect(fits(well, { state: "active", source: "hand", q: "night" }, NOW)).toBe(true);
    expect(fits(well, { state: "active", source: "code", q: "" }, NOW)).toBe(false);
    expect(fits(well, { state: "paused", source: null, q: "" }, NOW)).toBe(false);
    expect(fits(well, { ...any, q: "daily" }, NOW)).toBe(false);
  });
});

describe("the order of periodic jobs", () => {
  const of = (id: string, nextAt: string | null) => ({ ...well, id, nextAt });
  it("puts what has no such time last", () => {
    const schedules = [
      of("a", null),
      of("b", "2026-11-25T03:00:00.000Z"),
      of("c", "2026-11-25T01:00:00.000Z"),
      of("d", null),
    ];
    expect(sorted(schedules, "next").map(({ id }) => id)).toEqual(["c", "b", "a", "d"]);
    expect(sorted(schedules, "name")).toBe(schedules);
  });
});

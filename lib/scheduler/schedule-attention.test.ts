import { describe, expect, it } from "vitest";
import type { Schedule } from "../api/schedules.ts";
import { scheduleTroubles } from "./schedule-attention.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();
const well: Partial<Schedule> = {
  id: "well",
  state: "active",
  nextAt: iso(NOW + 1_000),
  failuresInRow: 0,
  pause: null,
  problem: null,
};
const schedule = (fields: Partial<Schedule>) => ({ ...well, ...fields }) as Schedule;
const kinds = (schedules: Schedule[]) => scheduleTroubles(schedules, NOW).map(({ kind }) => kind);

const paused = (by: string) =>
  schedule({
    state: "paused",
    nextAt: null,
    pause: { by, at: iso(NOW), reason: "3 runs in a row have failed", until: null },
  });

describe("what of periodic jobs needs a person", () => {
  it("is nothing of one that is on time, or that somebody has paused", () => {
    expect(kinds([schedule({}), paused("ana")])).toEqual([]);
  });

  it("is one that cannot be planned, is late, has paused itself, or fails again and again", () => {
    const schedules = [
      schedule({ failuresInRow: 3 }),
      paused("carillon"),
      schedule({ nextAt: iso(NOW - 10_001) }),
      schedule({ state: "error", nextAt: null, problem: "no such zone" }),
    ];
    expect(kinds(schedules)).toEqual([
      "schedule-error",
      "schedule-late",
      "schedule-paused",
      "schedule-failing",
    ]);
  });

  it("is not late within ten seconds, nor failing before the third failure", () => {
    const schedules = [schedule({ nextAt: iso(NOW - 10_000) }), schedule({ failuresInRow: 2 })];
    expect(kinds(schedules)).toEqual([]);
  });

  it("is told once for many with the same trouble, with the way to all of them", () => {
    const late = (id: string) => schedule({ id, nextAt: iso(NOW - 120_000) });
    const [named] = scheduleTroubles([late("a")], NOW);
    expect(named).toMatchObject({ message: "a is late by 2 min.", href: "/schedules/a" });
    expect(scheduleTroubles(["a", "b", "c", "d"].map(late), NOW)).toMatchObject([
      { message: "4 periodic jobs are late.", href: "/schedules?state=late" },
    ]);
  });
});

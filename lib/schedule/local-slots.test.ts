import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDateOf, localDays, localHours, startOfLocalDay } from "./local-slots.ts";
import { zoneOf } from "./zone.ts";

const HOUR_MS = 3_600_000;
const hoursOf = ({ startMs, endMs }: { startMs: number; endMs: number }) =>
  (endMs - startMs) / HOUR_MS;

function dayOf(timeZone: string, date: string) {
  const zone = zoneOf(timeZone);
  const startMs = startOfLocalDay(zone, date);
  return localDays(zone, startMs, startMs + 1)[0]!;
}

describe("a local day", () => {
  it.each([
    ["Europe/Berlin", "2026-03-29", 23, "02:00", "03:00"],
    ["Europe/Berlin", "2026-10-25", 25, "03:00", "02:00"],
    ["America/New_York", "2026-03-08", 23, "02:00", "03:00"],
    ["Australia/Lord_Howe", "2026-10-04", 23.5, "02:00", "02:30"],
    ["Australia/Lord_Howe", "2026-04-05", 24.5, "02:00", "01:30"],
    ["America/Santiago", "2026-09-06", 23, "00:00", "01:00"],
    ["Asia/Beirut", "2026-03-29", 23, "00:00", "01:00"],
    ["Africa/Casablanca", "2026-02-15", 25, "03:00", "02:00"],
  ])("%s %s lasts %s h: %s → %s", (zone, date, hours, from, to) => {
    const day = dayOf(zone, date);
    expect(day.date).toBe(date);
    expect(hoursOf(day)).toBe(hours);
    expect(day.change).toMatchObject({ from, to });
  });

  it("ends with its second 23:59 where the clock is turned back at midnight", () => {
    const day = dayOf("Asia/Beirut", "2026-10-24");
    expect(hoursOf(day)).toBe(25);
    expect(day.change).toMatchObject({ from: "00:00", to: "23:00" });
    expect(dayOf("Asia/Beirut", "2026-10-25").startMs).toBe(day.endMs);
  });

  it("that a zone has left out is none", () => {
    const zone = zoneOf("Pacific/Apia");
    const days = localDays(zone, Date.UTC(2011, 11, 29, 12), Date.UTC(2011, 11, 31, 12));
    expect(days.map(({ date }) => date)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01"]);
  });

  it("has no change on an ordinary day", () => {
    expect(dayOf("Europe/Berlin", "2026-03-28")).toMatchObject({ hour: null, change: null });
  });
});

describe("a local hour", () => {
  const hours = (timeZone: string, date: string) => {
    const { startMs, endMs } = dayOf(timeZone, date);
    return localHours(zoneOf(timeZone), startMs, endMs);
  };

  it("stands twice when the clock shows it twice, and not at all when it is left out", () => {
    const shown = (date: string) =>
      hours("Europe/Berlin", date)
        .map(({ hour }) => hour)
        .slice(0, 5);
    expect(shown("2026-10-25")).toEqual([0, 1, 2, 2, 3]);
    expect(shown("2026-03-29")).toEqual([0, 1, 3, 4, 5]);
  });

  it("is cut by a change of half an hour", () => {
    const cut = hours("Australia/Lord_Howe", "2026-04-05").slice(0, 4);
    expect(cut.map(({ hour }) => hour)).toEqual([0, 1, 1, 2]);
    expect(cut.map(hoursOf)).toEqual([1, 1, 0.5, 1]);
    expect(cut[2]!.change).toMatchObject({ from: "02:00", to: "01:30" });
  });

  it("begins at the full hour of its own zone", () => {
    const [first] = hours("Asia/Kathmandu", "2026-06-01");
    expect(new Date(first!.startMs).toISOString()).toBe("2026-05-31T18:15:00.000Z");
  });
});

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "America/Nuuk",
  "Africa/Casablanca",
  "Asia/Beirut",
  "America/Havana",
  "Asia/Kathmandu",
];

describe("slots", () => {
  it("follow each other without a gap, cover what was asked for, and hold their own instants", () => {
    const asked = fc.record({
      timeZone: fc.constantFrom(...ZONES),
      cut: fc.constantFrom(localDays, localHours),
      fromMs: fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) }),
      lengthMs: fc.integer({ min: 1, max: 10 * 24 * HOUR_MS }),
    });
    fc.assert(
      fc.property(asked, ({ timeZone, cut, fromMs, lengthMs }) => {
        const zone = zoneOf(timeZone);
        const slots = cut(zone, fromMs, fromMs + lengthMs);
        expect(slots[0]!.startMs).toBeLessThanOrEqual(fromMs);
        expect(slots[0]!.endMs).toBeGreaterThan(fromMs);
        expect(slots.at(-1)!.startMs).toBeLessThan(fromMs + lengthMs);
        expect(slots.at(-1)!.endMs).toBeGreaterThanOrEqual(fromMs + lengthMs);
        slots.forEach((slot, index) => {
          if (index > 0) expect(slot.startMs).toBe(slots[index - 1]!.endMs);
          expect(localDateOf(zone, slot.startMs)).toBe(slot.date);
          expect(localDateOf(zone, slot.endMs - 1)).toBe(slot.date);
        });
      }),
      { numRuns: 300 },
    );
  });
});

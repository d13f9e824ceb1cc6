import { describe, expect, it } from "vitest";
import { addMonths, isLocalDate, longDayText, monthText, weekOf, weeksOfMonth } from "./days.ts";

describe("local days", () => {
  it.each([
    ["2026-11-26", "2026-11-23", "2026-11-29"],
    ["2026-11-29", "2026-11-23", "2026-11-29"],
    ["2026-11-30", "2026-11-30", "2026-12-06"],
    ["2027-01-01", "2026-12-28", "2027-01-03"],
  ])("%s is in the week from %s to %s", (date, monday, sunday) => {
    expect([weekOf(date)[0], weekOf(date).at(-1)]).toEqual([monday, sunday]);
  });

  it.each([
    ["2026-02-10", 5, "2026-01-26", "2026-03-01"],
    ["2027-02-10", 4, "2027-02-01", "2027-02-28"],
    ["2026-08-01", 6, "2026-07-27", "2026-09-06"],
  ])("the month of %s has %i weeks, from %s to %s", (date, count, first, last) => {
    const weeks = weeksOfMonth(date);
    expect(weeks).toHaveLength(count);
    expect([weeks[0]![0], weeks.at(-1)!.at(-1)]).toEqual([first, last]);
  });

  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-12-31", 2, "2027-02-28"],
  ])("%s and %i months is %s", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it.each([
    ["2026-02-28", true],
    ["2026-02-30", false],
    ["2026-2-3", false],
    ["9026-01-01", false],
    ["today", false],
    ["", false],
  ])("%s is one: %s", (text, isOne) => {
    expect(isLocalDate(text)).toBe(isOne);
  });

  it("are said in words", () => {
    expect(longDayText("2026-11-27")).toBe("Friday 27 November 2026");
    expect(monthText("2026-11-27")).toBe("November 2026");
  });
});

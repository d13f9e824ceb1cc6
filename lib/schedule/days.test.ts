import { describe, expect, it } from "vitest";
import { Days } from "./days.ts";
import { parseCron } from "./grammar.ts";

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(date) / DAY_MS;
const daysOf = (dayFields: string) => new Days(parseCron(`0 0 0 ${dayFields}`));

/** The days that match in a stretch, one by one. */
function walked(days: Days, from: number, to: number): string[] {
  const found: string[] = [];
  let day = days.from(from);
  while (day !== null && day < to) {
    found.push(new Date(day * DAY_MS).toISOString().slice(0, 10));
    day = days.from(day + 1);
  }
  return found;
}

describe("days", () => {
  it("are found as far away as any can be", () => {
    const mondays = daysOf("29 2 +MON *");
    expect(walked(mondays, dayOf("2050-01-01"), dayOf("2150-01-01"))).toEqual([
      "2072-02-29",
      "2112-02-29",
      "2140-02-29",
    ]);
  });

  it("end with the year 2999, and with the last year named", () => {
    expect(walked(daysOf("31 12 * *"), dayOf("2997-01-01"), dayOf("4000-01-01"))).toHaveLength(3);
    expect(daysOf("1 1 * 2030").from(dayOf("2030-01-02"))).toBeNull();
  });

  it("skip to a year that is named", () => {
    const found = walked(daysOf("LW 2 * 2027,2031"), dayOf("2026-01-01"), dayOf("2100-01-01"));
    expect(found).toEqual(["2027-02-26", "2031-02-28"]);
  });

  it("are counted as they are walked, on every border", () => {
    const days = daysOf("1,15,L,31 * +1-5 *");
    const [from, to] = [dayOf("2027-12-01"), dayOf("2028-04-01")];
    for (let begin = from; begin < to; begin++)
      for (const end of [begin, begin + 1, begin + 31, begin + 75, to])
        expect(days.count(begin, end)).toBe(walked(days, begin, end).length);
    expect(days.count(to, from)).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const cron = (expression: string, timeZone = "UTC") =>
  compile({ trigger: { kind: "cron", expression, timeZone } }, { anchorMs: 0 });

function firstRuns(expression: string, timeZone: string, after: string, count: number): string[] {
  const trigger = cron(expression, timeZone);
  const runs: string[] = [];
  for (
    let at = trigger.next(Date.parse(after));
    at !== null && runs.length < count;
    at = trigger.next(at)
  )
    runs.push(new Date(at).toISOString().replace(".000Z", "Z"));
  return runs;
}

describe("a fixed time", () => {
  it("skips a day that the calendar of Apia never had", () => {
    expect(firstRuns("0 12 30 12 *", "Pacific/Apia", "2010-12-31T00:00Z", 1)).toEqual([
      "2012-12-29T22:00:00Z",
    ]);
  });

  it("runs once for several times in one gap, beside the one that is planned at its end", () => {
    expect(firstRuns("10,40 2,3 * * *", "Europe/Warsaw", "2026-03-28T12:00Z", 3)).toEqual([
      "2026-03-29T01:00:00Z",
      "2026-03-29T01:10:00Z",
      "2026-03-29T01:40:00Z",
    ]);
  });
});

describe("an expression with a star or a step", () => {
  it("keeps real-time spacing through a gap", () => {
    expect(firstRuns("*/30 * * * *", "Europe/Warsaw", "2026-03-29T00:40Z", 3)).toEqual([
      "2026-03-29T01:00:00Z",
      "2026-03-29T01:30:00Z",
      "2026-03-29T02:00:00Z",
    ]);
  });

  it("runs on both passes of an overlap", () => {
    expect(firstRuns("*/30 * * * *", "America/New_York", "2026-11-01T05:00Z", 4)).toEqual([
      "2026-11-01T05:30:00Z",
      "2026-11-01T06:00:00Z",
      "2026-11-01T06:30:00Z",
      "2026-11-01T07:00:00Z",
    ]);
  });

  it("leaves out an hour that does not exist", () => {
    expect(firstRuns("*/30 2 * * *", "Europe/Warsaw", "2026-03-28T12:00Z", 1)).toEqual([
      "2026-03-30T00:00:00Z",
    ]);
  });
});

describe("counting", () => {
  const countOn = (expression: string, timeZone: string, from: string, to: string) =>
    cron(expression, timeZone).count(Date.parse(from), Date.parse(to));

  it.each([
    ["a fixed time in a gap, once", "30 2 * * *", "Europe/Warsaw", "03-29T00:00Z", 1],
    ["several in one gap, once", "10,40 2 * * *", "Europe/Warsaw", "03-29T00:00Z", 1],
    ["one in a gap and one at its end, once", "0 2,3 * * *", "Europe/Warsaw", "03-29T00:00Z", 1],
    ["those in a gap and those after it", "0,30 2,3 * * *", "Europe/Warsaw", "03-29T00:00Z", 2],
    ["nothing in a gap, of a step", "*/30 2 * * *", "Europe/Warsaw", "03-29T00:00Z", 0],
    ["a fixed time in an overlap, once", "30 2 * * *", "Europe/Warsaw", "10-25T00:00Z", 1],
    ["both passes, of a step", "5-59/30 2 * * *", "Europe/Warsaw", "10-25T00:00Z", 4],
  ])("%s", (_, expression, timeZone, day, expected) => {
    const from = `2026-${day}`;
    const to = `2026-${day.replace("T00", "T12")}`;
    expect(countOn(expression, timeZone, from, to)).toBe(expected);
    const middle = `2026-${day.replace("T00", "T01")}`;
    expect(
      countOn(expression, timeZone, from, middle) + countOn(expression, timeZone, middle, to),
    ).toBe(expected);
  });

  it("leaves out a day that the calendar never had", () => {
    const day = (date: string) => `${date}T09:59:59Z`;
    expect(countOn("0 12 * * *", "Pacific/Apia", day("2011-12-29"), day("2012-01-02"))).toBe(4);
  });
});

describe("days", () => {
  it.each([
    ["the last of the month", "0 0 L * *", ["2026-01-31", "2026-02-28", "2026-03-31"]],
    ["the last weekday of the month", "0 0 LW * *", ["2026-01-30", "2026-02-27", "2026-03-31"]],
    ["the weekday nearest the 15th", "0 0 15W * *", ["2026-01-15", "2026-02-16", "2026-03-16"]],
    ["the second Tuesday", "0 0 * * 2#2", ["2026-01-13", "2026-02-10", "2026-03-10"]],
    ["the last Friday", "0 0 * * 5L", ["2026-01-30", "2026-02-27", "2026-03-27"]],
    ["the 13th or a Friday", "0 0 13 * FRI", ["2026-01-02", "2026-01-09", "2026-01-13"]],
    ["a Friday the 13th", "0 0 13 * +FRI", ["2026-02-13", "2026-03-13", "2026-11-13"]],
    ["a day, and the last weekday", "0 0 10,LW * *", ["2026-01-10", "2026-01-30", "2026-02-10"]],
    [
      "the 30th's weekday, where there is a 30th",
      "0 0 30W * *",
      ["2026-01-30", "2026-03-30", "2026-04-30"],
    ],
    ["each second day or a Monday", "0 0 */2 * MON", ["2026-01-01", "2026-01-03", "2026-01-05"]],
    [
      "each second day if it is a Monday",
      "0 0 */2 * +MON",
      ["2026-01-05", "2026-01-19", "2026-02-09"],
    ],
    [
      "the last Friday, in other words",
      "0 0 * * FRI#L",
      ["2026-01-30", "2026-02-27", "2026-03-27"],
    ],
    ["0 and 7 are Sunday", "0 0 * * 6-7", ["2026-01-03", "2026-01-04", "2026-01-10"]],
    ["the 31st, where there is one", "0 0 31 * *", ["2026-01-31", "2026-03-31", "2026-05-31"]],
    ["a leap day", "0 0 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29"]],
  ])("%s", (_, expression, days) => {
    const runs = firstRuns(expression, "UTC", "2025-12-31T23:59:59Z", days.length);
    expect(runs).toEqual(days.map((day) => `${day}T00:00:00Z`));
  });
});

import * as fc from "fast-check";
import { describe as suite, expect, it } from "vitest";
import { describe } from "./describe.ts";
import { expressions } from "./testing/expressions.ts";
import type { Trigger } from "./timing.ts";

const words = (expression: string) =>
  describe({ kind: "cron", expression, timeZone: "UTC" }).replace(/ \(UTC\)$/, "");

suite("the time of day in words", () => {
  it.each([
    ["* * * * *", "Every minute"],
    ["*/5 * * * *", "Every 5 minutes"],
    ["0-59/5 * * * *", "Every 5 minutes"],
    ["0 * * * *", "Every hour"],
    ["@hourly", "Every hour"],
    ["30 * * * *", "At 30 minutes past the hour"],
    ["0 */4 * * *", "On the hour, every 4 hours"],
    ["0 9 * * *", "At 09:00"],
    ["0,30 9,17 * * *", "Every 30 minutes in the hours 9 and 17"],
    ["5,45 9,17 * * *", "At 09:05, 09:45, 17:05 and 17:45"],
    ["0 9-17 * * *", "Every hour, between 09:00 and 17:00"],
    ["*/10 9-17 * * *", "Every 10 minutes, between 09:00 and 17:59"],
    ["10-20 9 * * *", "Every minute between 09:10 and 09:20"],
    ["* * * * * *", "Every second"],
    ["*/10 * * * * *", "Every 10 seconds"],
    ["15 30 2 * * *", "At 02:30:15"],
    ["0,30 30 2 * * *", "Every 30 seconds of the minute 30 in the hour 2"],
    ["5,45 30 2 * * *", "At 02:30:05 and 02:30:45"],
  ])("%s: %s", (expression, expected) => {
    expect(words(expression)).toBe(expected);
  });

  it.each([
    // A step that does not divide the hour or the day starts over: it is no interval.
    ["*/7 * * * *", "At 0, 7, 14, 21, 28, 35, 42, 49, and 56 minutes past the hour"],
    ["*/45 * * * *", "At 0 and 45 minutes past the hour"],
    ["0 */5 * * *", "At 00:00, 05:00, 10:00, 15:00 and 20:00"],
    ["*/60 * * * *", "Every hour"],
    // Hours that stand apart are no times, and two steps do not multiply.
    ["* 9,17 * * *", "Every minute in the hours 9 and 17"],
    ["* */4 * * *", "Every minute in the hours 0, 4, 8, 12, 16 and 20"],
    ["*/10 9,17 * * *", "Every 10 minutes in the hours 9 and 17"],
    ["* 0 9 * * *", "Every second of the minute 0 in the hour 9"],
    ["30 * 9-17 * * *", "At second 30 of every minute in the hours 9 to 17"],
    ["5,45 */10 * * * *", "At seconds 5 and 45 of every 10th minute in every hour"],
    ["0-10 2,4-6 * * * *", "At seconds 0 to 10 of the minutes 2 and 4 to 6 in every hour"],
    ["1-5,10,20,30-33 9 * * *", "At minutes 1 to 5, 10, 20 and 30 to 33 in the hour 9"],
    ["*,5 * * * *", "Every minute"],
  ])("%s, where cronstrue would mislead: %s", (expression, expected) => {
    expect(words(expression)).toBe(expected);
  });
});

suite("the days in words", () => {
  it.each([
    ["0 9 * * 1-5", "Monday through Friday"],
    ["0 9 * * MON", "only on Monday"],
    ["0 9 * * 5-7", "Friday through Sunday"],
    ["0 9 * * 0,7", "only on Sunday"],
    ["0 9 * * */2", "only on Sunday, Tuesday, Thursday and Saturday"],
    ["0 9 * * 1#2,3#4", "only on the second Monday and the fourth Wednesday of the month"],
    ["0 9 * * MON,5L", "only on Monday and the last Friday of the month"],
    ["0 9 * * fri#l", "only on the last Friday of the month"],
    ["0 9 1 * *", "on day 1 of the month"],
    ["0 9 1-7,15 * *", "on days 1 to 7 and 15 of the month"],
    ["0 9 */2 * *", "on every 2nd day from 1 to 31 of the month"],
    ["0 9 L * *", "on the last day of the month"],
    ["0 9 LW * *", "on the last weekday of the month"],
    ["0 9 15W * *", "on the weekday nearest day 15 of the month"],
    ["0 9 1,LW * *", "on day 1 and the last weekday of the month"],
    ["0 9 13 * FRI", "on day 13 of the month or on Friday"],
    ["0 9 13 * MON-FRI", "on day 13 of the month or on Monday through Friday"],
    ["0 9 13 * +FRI", "on day 13 of the month if that is a Friday"],
    ["0 9 1-7 * +MON,3", "on days 1 to 7 of the month if that is a Monday or a Wednesday"],
    ["0 9 13 * +*", "on day 13 of the month"],
    ["0 9 ? * +1#2", "only on the second Monday of the month"],
    ["0 9 1 jan,feb *", "on day 1 of the month, only in January and February"],
    ["0 9 1 3-6 *", "on day 1 of the month, March through June"],
    ["0 0 9 1 1 * 2030", "on day 1 of the month, only in January, only in 2030"],
    ["0 0 9 * * * 2030-2035", "only in 2030 to 2035"],
    ["0 0 9 * * * */4", "only in every 4th year from 1970 to 2998"],
  ])("%s: %s", (expression, expected) => {
    expect(words(expression)).toBe(`At 09:00, ${expected}`);
  });

  it.each(["0 9 * * *", "0 9 ? * ?", "0 9 1-31 * 1", "0 9 * * 0-6", "0 0 9 * 1-12 * *"])(
    "%s: each, and so none is named",
    (expression) => {
      expect(words(expression)).toBe("At 09:00");
    },
  );

  it("say something of every expression there is, and nothing odd", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(words(expression)).toMatch(
          /^(At|Every|On the hour|Seconds|Minutes) ?[A-Za-z0-9:, -]*$/,
        );
        expect(words(expression)).not.toMatch(/undefined|NaN|null|, ,| {2}|[ ,]$/);
      }),
      { numRuns: 3_000 },
    );
  });

  it("leave what is refused as it stands", () => {
    expect(words(" 61 * * * * ")).toBe("Cron 61 * * * *");
  });
});

suite("other triggers in words", () => {
  const NOON_MS = Date.UTC(2026, 10, 24, 12);

  it.each<[Trigger, string]>([
    [{ kind: "every", everyMs: 300_000 }, "Every 5 min"],
    [{ kind: "every", everyMs: 90_000, anchor: "start" }, "Every 90 s"],
    [{ kind: "every", everyMs: 100 }, "Every 100 ms"],
    [{ kind: "every", everyMs: 86_400_000 }, "Every 1 day"],
    [{ kind: "every", everyMs: 172_800_000 }, "Every 2 days"],
    [{ kind: "every", everyMs: 60_000, immediately: true }, "Every 1 min, the first at once"],
    [
      { kind: "every", everyMs: 300_000, anchor: "epoch" },
      "Every 5 min, in step with the clock of UTC",
    ],
    [
      { kind: "every", everyMs: 420_000, anchor: "epoch" },
      "Every 7 min, counted from 1 Jan 1970 at 00:00 UTC",
    ],
    [
      { kind: "every", everyMs: 300_000, anchor: NOON_MS },
      "Every 5 min, counted from 24 Nov 2026 at 12:00 UTC",
    ],
    [{ kind: "afterEnd", delayMs: 30_000 }, "30 s after each run has ended"],
    [
      { kind: "afterEnd", delayMs: 30_000, immediately: true },
      "30 s after each run has ended, the first at once",
    ],
    [
      { kind: "cron", expression: "0 9 * * 1-5", timeZone: "Europe/Berlin" },
      "At 09:00, Monday through Friday (Europe/Berlin)",
    ],
  ])("%j: %s", (trigger, expected) => {
    expect(describe(trigger)).toBe(expected);
  });
});

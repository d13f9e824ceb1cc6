import { describe, expect, it } from "vitest";
import { ScheduleError } from "./error.ts";
import { parseCron } from "./grammar.ts";
import { validateTiming } from "./validate.ts";

const NOW_MS = Date.UTC(2026, 10, 24);
const check = (expression: string, timeZone = "UTC") =>
  validateTiming({ trigger: { kind: "cron", expression, timeZone } }, NOW_MS);

describe("what is accepted", () => {
  it.each([
    "* * * * *",
    "0 9 * * 1-5",
    "0 9 * * MON-FRI",
    "0 9 * jan,Feb sun",
    "*/5 * * * * *",
    "0 0 0 1 1 * 2030",
    "0\t0 \t * * 7",
    "  0 0 * * *  ",
    "0 0 ? * ?",
    "0 0 LW * *",
    "0 0 15W * *",
    "0 0 * * 1#2,3#4",
    "0 0 * * 5#L",
    "10-50/20 * * * *",
    "@daily",
    "@hourly",
  ])("%j", (expression) => {
    expect(() => check(expression)).not.toThrow();
  });
});

describe("what is refused, with the field and what is legal", () => {
  it.each([
    ["61 * * * *", "minute", "0 to 59"],
    ["* 24 * * *", "hour", "0 to 23"],
    ["* * 32 * *", "day of month", "1 to 31"],
    ["* * * 13 *", "month", "1 to 12"],
    ["* * * * 8", "day of week", "0 to 7"],
    ["22-2 * * * *", "runs backwards", "0 to 59"],
    ["0 0 * * FRI-MON", "runs backwards", "0 to 7"],
    ["5/15 * * * *", "needs a range or a star", "0 to 59"],
    ["/5 * * * *", "minute", "0 to 59"],
    ["*/0 * * * *", "out of range", "0 to 59"],
    ["*/61 * * * *", "out of range", "0 to 59"],
    ["0 0 L-2 * *", "day of month", "1 to 31"],
    ["0 0 * * L", "day of week", "0 to 7"],
    ["0 0 1-5W * *", "day of month", "1 to 31"],
    ["1,,2 * * * *", "minute", "0 to 59"],
    ["+5 * * * *", "minute", "0 to 59"],
    ["1.5 * * * *", "minute", "0 to 59"],
    ["٥ * * * *", "expression", "ASCII"],
    ["H * * * *", "minute", "0 to 59"],
    ["@every 5m", "no macro", "@daily"],
    ["@reboot", "no macro", "@daily"],
    ["@DAILY", "no macro", "@daily"],
    ["TZ=UTC * * * * *", "TZ=UTC", "0 to 59"],
    ["* * *", "3 fields", "five fields"],
    ["", "0 fields", "five fields"],
    ["2026-01-01T00:00:00", "1 field", "five fields"],
    ["0 0 30 2 *", "never fires", "ten years"],
    ["0 0 0 1 1 * 1999", "never fires", "ten years"],
    ["* ".repeat(200), "too long", "256"],
  ])("%j", (expression, problem, legal) => {
    let refusal: unknown;
    try {
      check(expression);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(ScheduleError);
    expect((refusal as ScheduleError).field).toBe("expression");
    if (problem !== "expression") expect((refusal as Error).message).toContain(problem);
    expect((refusal as Error).message).toContain(legal);
  });

  it.each(["UTC+3", "+02:00", "Mars/Base", "", "Europe/Berlin; x"])("the zone %j", (zone) => {
    expect(() => check("* * * * *", zone)).toThrow(/Europe\/Berlin, or UTC/);
  });
});

describe("what counts as a fixed time", () => {
  it.each([
    ["0 9 * * *", true],
    ["0,30 9-17 * * *", true],
    ["*/5 9 * * *", false],
    ["0 * * * *", false],
    ["* 0 9 * * *", false],
  ])("%j: %s", (expression, isFixedTime) => {
    expect(parseCron(expression).isFixedTime).toBe(isFixedTime);
  });
});

import { describe, expect, it } from "vitest";
import { ScheduleError, shown } from "./error.ts";
import { refusalOf } from "./testing/refusal.ts";
import { validateTiming } from "./validate.ts";

describe("a value in a refusal", () => {
  it.each([
    ["a word", '"a word"'],
    ['with "quotes"', '"with \\"quotes\\""'],
    ["two\nlines\0", '"two\\nlines\\u0000"'],
    ["\uD800", '"\\ud800"'],
    ["x".repeat(40), `"${"x".repeat(40)}"`],
    ["x".repeat(41), `"${"x".repeat(40)}…`],
    [5, "5"],
    [null, "null"],
    [undefined, "undefined"],
    [Number.NaN, "NaN"],
    [true, "true"],
    [{ a: 1 }, "an object"],
    [[1, 2], "a list"],
    [() => 5, "a function"],
  ])("%j is shown as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it("is not asked how it wants to be shown", () => {
    const hostile = JSON.parse('{"toString": 1, "valueOf": 1, "toJSON": 1}') as never;
    const trigger = { kind: "every" as const, everyMs: hostile };
    const refusal = refusalOf(() => validateTiming({ trigger }, 0));
    expect(refusal.field).toBe("everyMs");
    expect(refusal.message).toMatch(/^The field everyMs cannot be an object\. Use 100 to/);
  });
});

it("a refusal says what is wrong, and what to use", () => {
  const refusal = new ScheduleError("limit", 0, "1 to 5");
  expect(refusal.message).toBe("0 is not usable. Use 1 to 5.");
  expect(refusal).toMatchObject({
    name: "ScheduleError",
    field: "limit",
    value: 0,
    legal: "1 to 5",
  });
});

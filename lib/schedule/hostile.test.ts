import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describe as words } from "./describe.ts";
import { ScheduleError } from "./error.ts";
import { expressions } from "./testing/expressions.ts";
import { HOSTILE } from "./testing/hostile.ts";
import { validateTiming } from "./validate.ts";

const NOW_MS = Date.UTC(2026, 10, 24);
const RUNS = 3_000;
const MOST_MESSAGE_CHARS = 600;
/** What shows through when a text was made of something that was not there, unless it is the value that was given. */
const SLIPS = /undefined|NaN|CronPattern/;

/** Whether it is refused. Nothing but a refusal may be thrown, and it is short whatever it is about. */
function isRefused(expression: string, timeZone = "UTC"): boolean {
  try {
    validateTiming({ trigger: { kind: "cron", expression, timeZone } }, NOW_MS);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ScheduleError);
    const { field, message } = error as ScheduleError;
    expect(["expression", "timeZone"]).toContain(field);
    expect(message).toMatch(/ Use .+\.$/s);
    expect(message.length).toBeLessThan(MOST_MESSAGE_CHARS);
    if (!SLIPS.test(expression + timeZone)) expect(message).not.toMatch(SLIPS);
    return true;
  }
}

const CHARACTERS = "0123456789*/,-?LW#+@ \tabcMONjanHTZ=.eE:()[]{}\\^$%&'\"<>_~`|".split("");
const nearly = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 256 });
const fieldLike = fc.string({
  unit: fc.constantFrom(...CHARACTERS.slice(0, 18)),
  minLength: 1,
  maxLength: 8,
});
const fiveLike = fc
  .array(fieldLike, { minLength: 5, maxLength: 7 })
  .map((fields) => fields.join(" "));
/** A legal expression with one character changed, lost or put in. */
const damaged = fc
  .tuple(expressions, fc.nat(), fc.constantFrom("", ...CHARACTERS), fc.boolean())
  .map(([expression, where, by, isReplaced]) => {
    const at = where % expression.length;
    return expression.slice(0, at) + by + expression.slice(isReplaced ? at + 1 : at);
  });

describe("a hostile expression", () => {
  it.each([
    ["any text", fc.string({ unit: "grapheme", maxLength: 300 })],
    ["any bytes", fc.string({ unit: "binary", maxLength: 300 })],
    ["characters of the grammar", nearly],
    ["fields of such characters", fiveLike],
    ["a legal one that was damaged", damaged],
  ])(
    "%s: is accepted or refused, and nothing else",
    (_, texts) => {
      fc.assert(
        fc.property(texts, (expression) => {
          const isLegal = !isRefused(expression);
          const described = words({ kind: "cron", expression, timeZone: "UTC" });
          if (!SLIPS.test(expression)) expect(described).not.toMatch(SLIPS);
          if (isLegal) expect(described).not.toMatch(/^Cron/);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it("any time zone: is accepted or refused, and nothing else", () => {
    const zones = fc.oneof(fc.string({ maxLength: 80 }), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(zones, (zone) => void isRefused("* * * * *", zone)),
      { numRuns: RUNS },
    );
  });

  it.each(HOSTILE)("%s: is refused", (_, expression) => {
    expect(isRefused(expression)).toBe(true);
  });

  it("a legal one with every value of every field: is accepted", () => {
    const all = (from: number, to: number) => `${from}-${to}`;
    const minutes = Array.from({ length: 60 }, (_, minute) => minute).join(",");
    expect(isRefused(`${minutes} ${all(0, 23)} ${all(1, 31)} ${all(1, 12)} ${all(0, 7)}`)).toBe(
      false,
    );
  });
});

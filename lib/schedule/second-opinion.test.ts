import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { expressions } from "./testing/expressions.ts";
import { instantsIn } from "./testing/instants.ts";
import { SLOW_HORIZON, SlowTimes } from "./testing/slow-times.ts";
import { ZONES } from "./testing/zones.ts";

const DAY_MS = 86_400_000;
/** Next times compared, and a fiftieth of that many windows counted. */
const CASES = Number(process.env.CARILLON_CASES ?? 150_000);
const IN_A_ROW = 10;
/** Near the end of what the slow clock knows, a day may still ask for a time beyond it. */
const LAST_MS = SLOW_HORIZON - 2 * DAY_MS;
const MS_A_CASE = 4;

const situations = fc.constantFrom(...ZONES).chain((timeZone) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    expression: expressions,
    atMs: instantsIn(timeZone),
    lengthMs: fc.integer({ min: 0, max: 20 * DAY_MS }),
  }),
);
const cronOf = (expression: string, timeZone: string) =>
  compile({ trigger: { kind: "cron", expression, timeZone } }, { anchorMs: 0 });
const iso = (times: (number | null)[]) =>
  times.map((ms) => (ms === null ? null : new Date(ms).toISOString()));

describe("against a second implementation, over the whole grammar and all kinds of zones", () => {
  it(
    "the next times are the same",
    () => {
      let compared = 0;
      while (compared < CASES) {
        const runs = Math.ceil((CASES - compared) / IN_A_ROW);
        fc.assert(
          fc.property(situations, ({ expression, timeZone, atMs }) => {
            const trigger = cronOf(expression, timeZone);
            const expected = new SlowTimes(expression, timeZone).after(atMs, IN_A_ROW);
            let at: number | null = atMs;
            const actual: (number | null)[] = [];
            for (const _ of expected) actual.push((at = trigger.next(at!)));
            expect(iso(actual)).toEqual(iso(expected));
            if (expected.length < IN_A_ROW)
              expect(trigger.next(at!) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(LAST_MS);
            compared += expected.length;
          }),
          { numRuns: runs },
        );
      }
      expect(compared).toBeGreaterThanOrEqual(CASES);
    },
    60_000 + CASES * MS_A_CASE,
  );

  it(
    "counting, and looking back, agree with walking through them",
    () => {
      fc.assert(
        fc.property(situations, ({ expression, timeZone, atMs, lengthMs }) => {
          const trigger = cronOf(expression, timeZone);
          const walked = new SlowTimes(expression, timeZone).between(atMs, atMs + lengthMs);
          expect(trigger.count(atMs, atMs + lengthMs)).toBe(walked.length);
          if (walked.length > 0) expect(trigger.previous(atMs + lengthMs)).toBe(walked.at(-1));
          else expect(trigger.previous(atMs + lengthMs) ?? atMs).toBeLessThanOrEqual(atMs);
        }),
        { numRuns: Math.ceil(CASES / 50) },
      );
    },
    60_000 + CASES * MS_A_CASE,
  );
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { decide, type Decision } from "./decide.ts";
import { jitterOf } from "./jitter.ts";
import { MissedPolicy } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 5, 1, 12);
const MINUTE_MS = 60_000;
const minute = (ms: number | null) => (ms === null ? null : (ms - NOON_MS) / MINUTE_MS);

/** Every 5 minutes from noon; decided up to 12:00, then no scheduler until 12:17:31. */
function afterAnOutage(missed: Partial<MissedPolicy>): Decision {
  return decide({
    compiled: compile({ trigger: { kind: "every", everyMs: 5 * MINUTE_MS } }, NOON_MS),
    timing: { missed: MissedPolicy.parse(missed), jitterMs: 0 },
    id: "backup",
    generation: 1,
    watermarkMs: NOON_MS,
    nowMs: NOON_MS + 17 * MINUTE_MS + 31_000,
    firedCount: 0,
  });
}

const fires = ({ fires: all }: Decision) => all.map(({ plannedMs }) => minute(plannedMs));

describe("after an outage", () => {
  it("E1: latest runs the newest planned time and counts the others", () => {
    const decision = afterAnOutage({ policy: "latest" });
    expect(fires(decision)).toEqual([15]);
    expect(decision.fires[0]!.coalesced).toBe(2);
    expect(minute(decision.nextNominalMs)).toBe(20);
  });

  it("E2: all runs each of them, oldest first", () => {
    const decision = afterAnOutage({ policy: "all" });
    expect(fires(decision)).toEqual([5, 10, 15]);
    expect(minute(decision.nextNominalMs)).toBe(20);
  });

  it("E3: skip runs none", () => {
    const decision = afterAnOutage({ policy: "skip" });
    expect(fires(decision)).toEqual([]);
    expect(decision.missedSkipped).toBe(3);
    expect(minute(decision.nextNominalMs)).toBe(20);
  });

  it("E4: a window drops what is older", () => {
    const decision = afterAnOutage({ policy: "all", windowMs: 10 * MINUTE_MS });
    expect(fires(decision)).toEqual([10, 15]);
    expect(decision.missedWindow).toBe(1);
  });

  it("all stops at its most, and says how many it left", () => {
    const decision = afterAnOutage({ policy: "all", max: 2 });
    expect(fires(decision)).toEqual([5, 10]);
    expect(decision.missedCapped).toBe(1);
  });
});

describe("always", () => {
  it("accounts for every planned time exactly once, whatever the policy", () => {
    const situation = fc.record({
      everyMs: fc.integer({ min: 100, max: 3_600_000 }),
      outageMs: fc.integer({ min: 0, max: 86_400_000 }),
      policy: fc.constantFrom("latest" as const, "all" as const, "skip" as const),
      windowMs: fc.option(fc.integer({ min: 0, max: 86_400_000 }), { nil: undefined }),
      jitterMs: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(situation, ({ everyMs, outageMs, policy, windowMs, jitterMs }) => {
        const compiled = compile({ trigger: { kind: "every", everyMs } }, NOON_MS);
        const decision = decide({
          compiled,
          timing: { missed: MissedPolicy.parse({ policy, windowMs }), jitterMs },
          id: "any",
          generation: 3,
          watermarkMs: NOON_MS,
          nowMs: NOON_MS + outageMs,
          firedCount: 0,
        });
        const { coalesced, missedWindow, missedSkipped, missedCapped, watermarkMs } = decision;
        const accounted =
          decision.fires.length + coalesced + missedWindow + missedSkipped + missedCapped;
        expect(accounted).toBe(compiled.count(NOON_MS, watermarkMs));
        const inLedger = decision.ledger.reduce((sum, { count }) => sum + count, 0);
        expect(inLedger).toBe(accounted - decision.fires.length);
        expect(decision.nextNominalMs).toBe(compiled.next(watermarkMs));
      }),
      { numRuns: 500 },
    );
  });

  it("decides a million missed planned times without walking through them", () => {
    const compiled = compile(
      { trigger: { kind: "cron", expression: "* * * * * *", timeZone: "Europe/Berlin" } },
      0,
    );
    const nowMs = Date.UTC(2026, 10, 24);
    const decision = decide({
      compiled,
      timing: { missed: MissedPolicy.parse({}), jitterMs: 0 },
      id: "each-second",
      generation: 1,
      watermarkMs: nowMs - 40 * 86_400_000,
      nowMs,
      firedCount: 0,
    });
    expect(decision.coalesced).toBe(40 * 86_400 - 1);
  });

  it("E21: a planned time at the very end fires, and it is the last", () => {
    const decision = decide({
      compiled: compile(
        { trigger: { kind: "every", everyMs: MINUTE_MS }, endAt: NOON_MS + MINUTE_MS },
        NOON_MS,
      ),
      timing: { missed: MissedPolicy.parse({}), jitterMs: 0 },
      id: "short",
      generation: 1,
      watermarkMs: NOON_MS,
      nowMs: NOON_MS + MINUTE_MS,
      firedCount: 0,
    });
    expect(fires(decision)).toEqual([1]);
    expect(decision.nextNominalMs).toBeNull();
  });
});

describe("jitter", () => {
  const offsets = (id: string) =>
    Array.from({ length: 500 }, (_, run) =>
      jitterOf({
        id,
        generation: 1,
        nominalMs: NOON_MS + run * MINUTE_MS,
        jitterMs: 30_000,
        nextNominalMs: NOON_MS + (run + 1) * MINUTE_MS,
      }),
    );

  it("E20: lies within its bounds, is the same every time, and spreads", () => {
    const seen = offsets("a");
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeLessThan(30_000);
    expect(offsets("a")).toEqual(seen);
    expect(offsets("b")).not.toEqual(seen);
    const mean = seen.reduce((sum, offset) => sum + offset, 0) / seen.length;
    expect(mean).toBeGreaterThan(12_000);
    expect(mean).toBeLessThan(18_000);
  });

  it("ends before the next planned time", () => {
    const offset = jitterOf({
      id: "a",
      generation: 1,
      nominalMs: 0,
      jitterMs: 86_400_000,
      nextNominalMs: 100,
    });
    expect(offset).toBeLessThan(100);
  });
});

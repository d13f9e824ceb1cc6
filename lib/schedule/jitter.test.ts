import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { decide } from "./decide.ts";
import { jitterOf } from "./jitter.ts";
import { MissedPolicy } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 5, 1, 12);
const MINUTE_MS = 60_000;
const JITTER_MS = 30_000;

/** Ticks on time until 500 runs have fired; how much later than planned each one was due. */
function offsetsOf(id: string, generation = 1): number[] {
  const offsets: number[] = [];
  let [watermarkMs, nowMs] = [NOON_MS, NOON_MS];
  while (offsets.length < 500) {
    // Compiled anew each time, as after a restart.
    const { nextMs, nextNominalMs, ...decision } = decide({
      compiled: compile(
        { trigger: { kind: "cron", expression: "* * * * *", timeZone: "UTC" } },
        { anchorMs: NOON_MS },
      ),
      timing: { missed: MissedPolicy.parse({ policy: "skip" }), jitterMs: JITTER_MS },
      id,
      generation,
      watermarkMs,
      nowMs,
    });
    for (const { plannedMs } of decision.fires) offsets.push(nowMs - plannedMs);
    expect(decision.counters).toEqual({});
    expect(nextNominalMs! - decision.watermarkMs).toBe(MINUTE_MS);
    watermarkMs = decision.watermarkMs;
    nowMs = nextMs!;
  }
  return offsets;
}

describe("jitter", () => {
  it("E20: lies in [0, 30 s), is the same after a restart, and spreads", () => {
    const offsets = offsetsOf("a");
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...offsets)).toBeLessThan(JITTER_MS);
    expect(offsetsOf("a")).toEqual(offsets);
    for (let third = 0; third < 3; third++) {
      const within = offsets.filter((offset) => Math.floor(offset / 10_000) === third);
      expect(within.length).toBeGreaterThan(120);
    }
  });

  it("is another for each schedule and each generation", () => {
    const offsets = offsetsOf("a");
    expect(offsetsOf("b")).not.toEqual(offsets);
    expect(offsetsOf("a", 2)).not.toEqual(offsets);
  });

  it("ends before the next planned time", () => {
    const jitters = Array.from({ length: 1_000 }, (_, run) =>
      jitterOf({
        id: "a",
        generation: 1,
        nominalMs: run * 100,
        jitterMs: 86_400_000,
        nextNominalMs: (run + 1) * 100,
      }),
    );
    expect(Math.max(...jitters)).toBeLessThan(100);
    expect(Math.max(...jitters)).toBeGreaterThan(90);
  });
});

describe("a planned time that jitter puts off", () => {
  const compiled = compile(
    { trigger: { kind: "every", everyMs: 5 * MINUTE_MS } },
    { anchorMs: NOON_MS },
  );
  const jitterMs = 4 * MINUTE_MS;
  const dueMs = NOON_MS + 5 * MINUTE_MS + jitterAtFive();
  const decided = (nowMs: number, missed: Partial<MissedPolicy> = {}) =>
    decide({
      compiled,
      timing: { missed: MissedPolicy.parse(missed), jitterMs },
      id: "backup",
      generation: 1,
      watermarkMs: NOON_MS,
      nowMs,
    });

  function jitterAtFive(): number {
    const nominalMs = NOON_MS + 5 * MINUTE_MS;
    const nextNominalMs = nominalMs + 5 * MINUTE_MS;
    return jitterOf({ id: "backup", generation: 1, nominalMs, jitterMs, nextNominalMs });
  }

  it("is not due before", () => {
    expect(decided(dueMs - 1)).toMatchObject({ fires: [], nextMs: dueMs });
    expect(decided(dueMs).fires).toHaveLength(1);
  });

  it("is late, and old, from then on: neither `skip` nor a window counts the jitter", () => {
    expect(dueMs - NOON_MS - 5 * MINUTE_MS).toBeGreaterThan(10_000);
    expect(decided(dueMs + 5_000, { policy: "skip" }).fires).toHaveLength(1);
    expect(decided(dueMs + 5_001, { policy: "skip" }).fires).toHaveLength(0);
    expect(decided(dueMs + 900, { windowMs: 900 }).fires).toHaveLength(1);
    expect(decided(dueMs + 901, { windowMs: 900 }).fires).toHaveLength(0);
  });
});

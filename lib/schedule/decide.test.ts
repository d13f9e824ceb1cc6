import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { type DecideInput, decide, type Decision } from "./decide.ts";
import { MissedPolicy } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 5, 1, 12);
const MINUTE_MS = 60_000;
const minute = (ms: number | null) => (ms === null ? null : (ms - NOON_MS) / MINUTE_MS);
const everyFiveMinutes = compile(
  { trigger: { kind: "every", everyMs: 5 * MINUTE_MS } },
  { anchorMs: NOON_MS },
);

interface Situation extends Partial<Omit<DecideInput, "timing">> {
  missed?: Partial<MissedPolicy>;
  jitterMs?: number;
}

/** Every 5 minutes from noon; decided up to 12:00, then no scheduler until 12:17:31. */
function afterAnOutage({ missed = {}, jitterMs = 0, ...input }: Situation): Decision {
  return decide({
    compiled: everyFiveMinutes,
    timing: { missed: MissedPolicy.parse(missed), jitterMs },
    id: "backup",
    generation: 1,
    watermarkMs: NOON_MS,
    nowMs: NOON_MS + 17 * MINUTE_MS + 31_000,
    ...input,
  });
}

/** A decision in minutes past noon. */
const shown = ({ fires, counters, watermarkMs, nextNominalMs, ledger }: Decision) => ({
  fires: fires.map(({ plannedMs }) => minute(plannedMs)),
  counters,
  watermark: minute(watermarkMs),
  next: minute(nextNominalMs),
  ledger: ledger.map(({ plannedMs, outcome }) => `${minute(plannedMs)} ${outcome}`),
});

describe("after an outage", () => {
  it("E1: latest runs the newest planned time and counts the others", () => {
    const decision = afterAnOutage({ missed: { policy: "latest" } });
    expect(shown(decision)).toEqual({
      fires: [15],
      counters: { coalesced: 2 },
      watermark: 15,
      next: 20,
      ledger: ["5 coalesced", "10 coalesced"],
    });
    expect(decision.fires[0]!.coalesced).toBe(2);
  });

  it("E2: all runs each of them, oldest first", () => {
    expect(shown(afterAnOutage({ missed: { policy: "all" } }))).toEqual({
      fires: [5, 10, 15],
      counters: {},
      watermark: 15,
      next: 20,
      ledger: [],
    });
  });

  it("E3: skip runs none", () => {
    expect(shown(afterAnOutage({ missed: { policy: "skip" } }))).toEqual({
      fires: [],
      counters: { missedSkipped: 3 },
      watermark: 15,
      next: 20,
      ledger: ["5 missedSkipped", "10 missedSkipped", "15 missedSkipped"],
    });
  });

  it("E4: a window drops what is older", () => {
    const missed = { policy: "all" as const, windowMs: 10 * MINUTE_MS };
    expect(shown(afterAnOutage({ missed }))).toEqual({
      fires: [10, 15],
      counters: { missedWindow: 1 },
      watermark: 15,
      next: 20,
      ledger: ["5 missedWindow"],
    });
  });

  it("a window keeps what is exactly as old", () => {
    const missed = { policy: "all" as const, windowMs: 10 * MINUTE_MS };
    const nowMs = NOON_MS + 15 * MINUTE_MS;
    expect(shown(afterAnOutage({ missed, nowMs }))).toMatchObject({ fires: [5, 10, 15] });
    expect(shown(afterAnOutage({ missed, nowMs: nowMs + 1 }))).toMatchObject({ fires: [10, 15] });
  });

  it("a window that all have left drops them all, whatever the policy", () => {
    for (const policy of ["latest", "all", "skip"] as const)
      expect(shown(afterAnOutage({ missed: { policy, windowMs: 1_000 } }))).toMatchObject({
        fires: [],
        counters: { missedWindow: 3 },
        next: 20,
      });
  });

  it("skip runs the newest while it is no later than five seconds", () => {
    const missed = { policy: "skip" as const };
    const nowMs = NOON_MS + 15 * MINUTE_MS + 5_000;
    expect(shown(afterAnOutage({ missed, nowMs }))).toMatchObject({
      fires: [15],
      counters: { missedSkipped: 2 },
    });
    expect(shown(afterAnOutage({ missed, nowMs: nowMs + 1 }))).toMatchObject({
      fires: [],
      counters: { missedSkipped: 3 },
    });
  });
});

describe("nothing is due", () => {
  it("when the next planned time is still to come", () => {
    const decision = afterAnOutage({ nowMs: NOON_MS + 5 * MINUTE_MS - 1 });
    expect(shown(decision)).toEqual({
      fires: [],
      counters: {},
      watermark: 0,
      next: 5,
      ledger: [],
    });
  });

  it("E19: when the clock has stepped back behind the watermark", () => {
    const decision = afterAnOutage({
      watermarkMs: NOON_MS + 60 * MINUTE_MS,
      nowMs: NOON_MS + 5 * MINUTE_MS,
    });
    expect(shown(decision)).toMatchObject({ fires: [], watermark: 60, next: 65 });
  });

  it("when the trigger waits for the end of a run", () => {
    const trigger = { kind: "afterEnd" as const, delayMs: MINUTE_MS };
    const compiled = compile({ trigger }, { anchorMs: NOON_MS, awaitedMs: null });
    expect(shown(afterAnOutage({ compiled }))).toMatchObject({ fires: [], next: null });
  });
});

describe("a skip", () => {
  const at = (...minutes: number[]) => minutes.map((of) => NOON_MS + of * MINUTE_MS);

  it("is decided within what is due: an older one runs in its place", () => {
    expect(shown(afterAnOutage({ skips: at(15) }))).toEqual({
      fires: [10],
      counters: { coalesced: 1, skipped: 1 },
      watermark: 15,
      next: 20,
      ledger: ["5 coalesced", "15 skipped"],
    });
  });

  it("is neither coalesced nor missed", () => {
    expect(shown(afterAnOutage({ skips: at(5, 10) })).counters).toEqual({ skipped: 2 });
    expect(shown(afterAnOutage({ skips: at(10), missed: { policy: "skip" } })).counters).toEqual({
      missedSkipped: 2,
      skipped: 1,
    });
    const windowed = { policy: "all" as const, windowMs: MINUTE_MS };
    expect(shown(afterAnOutage({ skips: at(10), missed: windowed })).counters).toEqual({
      missedWindow: 2,
      skipped: 1,
    });
  });

  it("leaves nothing to run when all that is due is skipped", () => {
    for (const policy of ["latest", "all", "skip"] as const)
      expect(shown(afterAnOutage({ skips: at(5, 10, 15), missed: { policy } }))).toMatchObject({
        fires: [],
        counters: { skipped: 3 },
        watermark: 15,
        next: 20,
      });
  });

  it("is decided as soon as it is the next", () => {
    expect(shown(afterAnOutage({ skips: at(20, 25) }))).toMatchObject({
      fires: [15],
      counters: { coalesced: 2, skipped: 2 },
      watermark: 25,
      next: 30,
    });
    expect(shown(afterAnOutage({ skips: at(25) }))).toMatchObject({ watermark: 15, next: 20 });
  });

  it("is counted when it is the last planned time there is", () => {
    const compiled = compile(
      { trigger: { kind: "every", everyMs: 5 * MINUTE_MS }, endAt: NOON_MS + 20 * MINUTE_MS },
      { anchorMs: NOON_MS },
    );
    expect(shown(afterAnOutage({ compiled, skips: at(20) }))).toMatchObject({
      fires: [15],
      counters: { coalesced: 2, skipped: 1 },
      watermark: 20,
      next: null,
    });
  });

  it("of a time that is not planned, as after an edit, is passed over", () => {
    expect(shown(afterAnOutage({ skips: at(4, 12, 22) })).counters).toEqual({ coalesced: 2 });
  });
});

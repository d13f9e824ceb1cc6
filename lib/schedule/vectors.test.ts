import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { type CatchUp, decide } from "./decide.ts";
import { MissedPolicy, type Trigger } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 5, 1, 12);
const MINUTE_MS = 60_000;

interface Run {
  trigger: Trigger;
  endAt?: number;
  missed?: Partial<MissedPolicy>;
  /** How much later than due each tick is, in turn. */
  lateMs: () => number;
  fires: number;
}

/** The planned times that fire, tick by tick, each after a restart: nothing is kept but what Redis would keep. */
function planned({ trigger, endAt, missed = {}, lateMs, fires }: Run): number[] {
  const fired: number[] = [];
  let stored = JSON.stringify({
    watermarkMs: NOON_MS,
    nextMs: NOON_MS as number | null,
    catchUp: null,
  });
  for (;;) {
    const { watermarkMs, nextMs, catchUp } = JSON.parse(stored) as {
      watermarkMs: number;
      nextMs: number | null;
      catchUp: CatchUp | null;
    };
    if (nextMs === null || fired.length >= fires) return fired;
    const decision = decide({
      compiled: compile({ trigger, endAt }, { anchorMs: NOON_MS }),
      timing: { missed: MissedPolicy.parse(missed), jitterMs: 0 },
      id: "vector",
      generation: 1,
      watermarkMs,
      nowMs: nextMs + lateMs(),
      catchUp,
    });
    fired.push(...decision.fires.map(({ plannedMs }) => plannedMs));
    stored = JSON.stringify(decision);
  }
}

describe("E5: every 1,000 ms, 10,000 fires, with restarts at random", () => {
  it("planned_k is the anchor + k · 1,000 exactly", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 20_000 })), (outages) => {
        let tick = 0;
        const fired = planned({
          trigger: { kind: "every", everyMs: 1_000 },
          missed: { policy: "all", max: 1_000 },
          // Mostly on time; now and then a scheduler is away for as long as twenty seconds.
          lateMs: () => (tick++ % 5 === 0 ? outages.next().value! : tick % 3),
          fires: 10_000,
        });
        expect(fired.slice(0, 10_000)).toEqual(
          Array.from({ length: 10_000 }, (_, k) => NOON_MS + (k + 1) * 1_000),
        );
      }),
      { numRuns: 5 },
    );
  });

  it("with `latest` what fires is on that grid too, and never twice", () => {
    let tick = 0;
    const fired = planned({
      trigger: { kind: "every", everyMs: 1_000 },
      lateMs: () => (tick++ * 7_919) % 3_500,
      fires: 10_000,
    });
    expect(fired.every((at) => (at - NOON_MS) % 1_000 === 0)).toBe(true);
    expect(new Set(fired).size).toBe(fired.length);
    expect(fired).toEqual(fired.toSorted((a, b) => a - b));
  });
});

describe("E21: the end equals a planned time", () => {
  it.each<[string, Trigger]>([
    ["of an interval", { kind: "every", everyMs: MINUTE_MS }],
    ["of a cron expression", { kind: "cron", expression: "* * * * *", timeZone: "Europe/Warsaw" }],
  ])("%s: it fires, and it is the last", (_, trigger) => {
    const run = { trigger, lateMs: () => 3, fires: 100 };
    expect(planned({ ...run, endAt: NOON_MS + 2 * MINUTE_MS })).toEqual([
      NOON_MS + MINUTE_MS,
      NOON_MS + 2 * MINUTE_MS,
    ]);
    expect(planned({ ...run, endAt: NOON_MS + 2 * MINUTE_MS - 1 })).toEqual([NOON_MS + MINUTE_MS]);
  });
});

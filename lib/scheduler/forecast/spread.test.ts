import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SkipMark, StoredSchedule } from "../../queue/stored-schedule.ts";
import {
  compile,
  firstWatermark,
  localDays,
  localHours,
  Timing,
  type Trigger,
  zoneOf,
} from "../../schedule/index.ts";
import { Coming } from "./coming.ts";
import { spread } from "./spread.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const BEGIN_MS = Date.UTC(2026, 0, 1);

type Parts = Partial<Timing> & {
  trigger: Trigger;
  nowMs: number;
  fired?: number;
  skips?: number[];
  pausedUntilMs?: number;
};

/** As the store would have it: planned since its creation, its times decided up to now. */
function storedOf({ nowMs, fired = 0, skips = [], pausedUntilMs, ...timing }: Parts) {
  const full = Timing.parse(timing);
  const watermarkMs = firstWatermark(full, nowMs);
  return {
    id: "s",
    queue: "q",
    definition: { timing: full },
    state: pausedUntilMs === undefined ? "active" : "paused",
    anchorMs: BEGIN_MS,
    watermarkMs,
    nominalMs: compile(full, { anchorMs: BEGIN_MS }).next(watermarkMs),
    skips: skips.map((plannedMs): SkipMark => ({ plannedMs, by: "ana", reason: null })),
    pause: pausedUntilMs === undefined ? null : { by: "ana", untilMs: pausedUntilMs },
    counters: { fired },
  } as unknown as StoredSchedule;
}

/** Every coming time, one after the other. */
function walk(parts: Parts, toMs: number): number[] {
  const { startAt, endAt, trigger, skips = [], limit, fired = 0, nowMs } = parts;
  const compiled = compile({ trigger, startAt, endAt }, { anchorMs: BEGIN_MS });
  const left = limit === undefined ? Number.POSITIVE_INFINITY : Math.max(limit - fired, 0);
  const times: number[] = [];
  for (let at = compiled.next(nowMs); at !== null && at < toMs; at = compiled.next(at)) {
    if (times.length >= left) break;
    if (!skips.includes(at)) times.push(at);
  }
  return times;
}

const cron = (expression: string, timeZone: string): Trigger => ({
  kind: "cron",
  expression,
  timeZone,
});
const ZONES = [
  "UTC",
  "Europe/Warsaw",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "America/Nuuk",
  "Africa/Casablanca",
  "Asia/Beirut",
];
const EXPRESSIONS = [
  "30 2 * * *",
  "0,30 1,2 * * *",
  "*/5 * * * *",
  "15 */2 * * *",
  "30 23 * * *",
  "*/20 1-3 * * *",
  "0 0 1 * *",
  "0 9 * * 1-5",
  "*/7 2 * * *",
];

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.tuple(fc.constantFrom(...EXPRESSIONS), fc.constantFrom(...ZONES)).map((of) => cron(...of)),
  fc
    .constantFrom(MINUTE_MS, 7 * MINUTE_MS, 60 * MINUTE_MS, 25 * 60 * MINUTE_MS, 10 * DAY_MS)
    .map((everyMs): Trigger => ({ kind: "every", everyMs })),
);
/** Around the clock changes of spring and autumn. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 1), max: Date.UTC(2026, 3, 12) }),
  fc.integer({ min: Date.UTC(2026, 9, 1), max: Date.UTC(2026, 10, 5) }),
);
const asked = fc.record({
  trigger,
  timeZone: fc.constantFrom(...ZONES),
  cut: fc.constantFrom(localDays, localHours),
  fromMs: instant,
  lengthMs: fc.integer({ min: 1, max: 6 * DAY_MS }),
  aheadMs: fc.integer({ min: -2 * DAY_MS, max: 3 * DAY_MS }),
  startMs: fc.option(fc.integer({ min: 0, max: 3 * DAY_MS }), { nil: undefined }),
  runsForMs: fc.option(fc.integer({ min: 0, max: 6 * DAY_MS }), { nil: undefined }),
  limit: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
  fired: fc.integer({ min: 0, max: 3 }),
  skipped: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 3 }),
  pausedForMs: fc.option(fc.integer({ min: 0, max: 4 * DAY_MS }), { nil: undefined }),
});

describe("what is counted by slots", () => {
  it("is what walking from one planned time to the next finds, across clock changes", () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { timeZone, cut, fromMs, lengthMs, limit, fired } = given;
        const nowMs = fromMs + given.aheadMs;
        const slots = cut(zoneOf(timeZone), fromMs, fromMs + lengthMs);
        const endMs = slots.at(-1)!.endMs;
        const parts: Parts = { trigger: given.trigger, nowMs, fired, limit };
        if (given.startMs !== undefined) parts.startAt = nowMs + given.startMs;
        if (given.runsForMs !== undefined)
          parts.endAt = nowMs + (given.startMs ?? 0) + given.runsForMs;
        const planned = walk({ ...parts, limit: undefined }, endMs);
        parts.skips = given.skipped.flatMap((nth) => planned[nth] ?? []).toSorted((a, b) => a - b);
        if (given.pausedForMs !== undefined) parts.pausedUntilMs = nowMs + given.pausedForMs;

        const coming = new Coming(storedOf(parts), { nowMs, horizonMs: endMs - 1, pending: 0 });
        const found = slots.map(() => ({ runs: 0, paused: 0, firstMs: 0, lastMs: 0 }));
        spread(coming, slots, (slot, { runs, paused, firstMs }) => {
          const lastMs = coming.last(firstMs, slots[slot]!.endMs);
          found[slot] = { runs, paused, firstMs, lastMs };
        });

        const times = walk(parts, endMs);
        const expected = slots.map(({ startMs, endMs: until }) => {
          const within = times.filter((at) => at >= startMs && at < until);
          const paused = within.filter((at) => at < (parts.pausedUntilMs ?? 0));
          return {
            runs: within.length,
            paused: paused.length,
            firstMs: within[0] ?? 0,
            lastMs: within.at(-1) ?? 0,
          };
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type CompiledTrigger } from "./compile.ts";
import { type CatchUp, decide, type Decision } from "./decide.ts";
import { expressions } from "./testing/expressions.ts";
import { instantsIn } from "./testing/instants.ts";
import { ZONES } from "./testing/zones.ts";
import { MissedPolicy, type Trigger } from "./timing.ts";

const DAY_MS = 86_400_000;
const MOST_TICKS = 15;
/** More than these make no difference to a rule and take long to write down. */
const MOST_PLANNED = 3_000;

const intervals = fc.record({
  kind: fc.constant("every" as const),
  everyMs: fc.integer({ min: 1_000, max: 3_600_000 }),
  anchor: fc.constantFrom("start" as const, "epoch" as const),
});
const crons = fc.record({
  kind: fc.constant("cron" as const),
  expression: expressions,
  timeZone: fc.constantFrom(...ZONES),
});
const policies = fc.record({
  policy: fc.constantFrom("latest" as const, "all" as const, "skip" as const),
  windowMs: fc.option(fc.integer({ min: 0, max: 2 * DAY_MS }), { nil: undefined }),
  max: fc.integer({ min: 1, max: 300 }),
});
const situations = fc.oneof(intervals, crons).chain((trigger) =>
  fc.record({
    trigger: fc.constant<Trigger>(trigger),
    beginMs: instantsIn(trigger.kind === "cron" ? trigger.timeZone : "UTC"),
    missed: policies,
    jitterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: DAY_MS })),
    /** How long nothing ticks, before each tick. */
    pausesMs: fc.array(
      fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 3 * DAY_MS })),
      { minLength: 1, maxLength: 4 },
    ),
    /** Which of the planned times are to be skipped, in thousandths of them. */
    skipped: fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 5 }),
    endsAfterMs: fc.option(fc.integer({ min: 0, max: 4 * DAY_MS }), { nil: undefined }),
  }),
);

function plannedIn(compiled: CompiledTrigger, fromMs: number, toMs: number): number[] {
  const planned: number[] = [];
  let at = compiled.next(fromMs);
  while (at !== null && at <= toMs && planned.length < MOST_PLANNED) {
    planned.push(at);
    at = compiled.next(at);
  }
  return planned;
}

/** The planned times a decision speaks of, each as often as it does. A line for many stands for those up to it. */
function decidedBy(decision: Decision, planned: number[], skips: Set<number>): number[] {
  const lines = decision.ledger.flatMap(({ plannedMs, outcome, count }) => {
    if (count === 1) return [plannedMs];
    const upTo = planned.filter(
      (at) => at <= plannedMs && (outcome === "skipped" || !skips.has(at)),
    );
    return upTo.slice(-count);
  });
  return [...decision.fires.map(({ plannedMs }) => plannedMs), ...lines].toSorted((a, b) => a - b);
}

describe("every planned time", () => {
  it("ends in exactly one way, over ticks, outages, clock changes, windows, jitter and skips", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        situations,
        ({ trigger, beginMs, missed, jitterMs, pausesMs, skipped, endsAfterMs }) => {
          const endAt = endsAfterMs === undefined ? undefined : beginMs + endsAfterMs;
          const compiled = compile({ trigger, endAt }, { anchorMs: beginMs });
          const lastMs = beginMs + pausesMs.reduce((sum, pause) => sum + pause, 0);
          const planned = plannedIn(compiled, beginMs, lastMs + 40 * DAY_MS);
          fc.pre(planned.length < MOST_PLANNED);
          const skips = new Set(
            skipped.flatMap((share) => planned[Math.floor((share / 1_000) * planned.length)] ?? []),
          );
          let nowMs = beginMs;
          let watermarkMs = beginMs;
          let catchUp: CatchUp | null = null;
          const tick = () => {
            const decision = decide({
              compiled,
              timing: { missed: MissedPolicy.parse(missed), jitterMs },
              id: "any",
              generation: 3,
              watermarkMs,
              nowMs,
              skips: [...skips].toSorted((a, b) => a - b),
              catchUp,
            });
            const between = planned.filter((at) => at > watermarkMs && at <= decision.watermarkMs);
            expect(decidedBy(decision, between, skips)).toEqual(between);
            const passed = Object.values(decision.counters).reduce((sum, count) => sum + count, 0);
            expect(decision.fires.length + passed).toBe(
              compiled.count(watermarkMs, decision.watermarkMs),
            );
            expect(decision.nextNominalMs).toBe(
              plannedIn(compiled, decision.watermarkMs, lastMs + 40 * DAY_MS).find(
                (at) => !skips.has(at),
              ) ?? compiled.next(Math.max(decision.watermarkMs, lastMs + 40 * DAY_MS)),
            );
            for (const { plannedMs } of decision.fires) expect(skips.has(plannedMs)).toBe(false);
            ({ watermarkMs, catchUp } = decision);
            decided += between.length;
            return decision;
          };
          for (const pauseMs of pausesMs) {
            nowMs += pauseMs;
            let decision = tick();
            for (let more = 0; decision.nextMs !== null && decision.nextMs <= nowMs; more++) {
              expect(more).toBeLessThan(MOST_TICKS);
              decision = tick();
            }
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(decided).toBeGreaterThan(50_000);
  });
});

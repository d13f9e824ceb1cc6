import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type CompiledTrigger } from "./compile.ts";
import { type CatchUp, decide, type DecideInput, type Decision } from "./decide.ts";
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
    /** Which of the planned times are to be skipped, as shares of their number. */
    skipped: fc.array(
      fc.integer({ min: 0, max: 999 }).map((share) => share / 1_000),
      {
        maxLength: 5,
      },
    ),
    lastsMs: fc.option(fc.integer({ min: 0, max: 4 * DAY_MS }), { nil: undefined }),
  }),
);

type Situation = typeof situations extends fc.Arbitrary<infer Of> ? Of : never;

function plannedIn(compiled: CompiledTrigger, fromMs: number, toMs: number): number[] {
  const planned: number[] = [];
  let at = compiled.next(fromMs);
  while (at !== null && at <= toMs && planned.length < MOST_PLANNED) {
    planned.push(at);
    at = compiled.next(at);
  }
  return planned;
}

/** A schedule that ticks, with every planned time it can come to and those of them that are to be skipped. */
class Ticking {
  nowMs: number;
  decided = 0;
  #watermarkMs: number;
  #catchUp: CatchUp | null = null;
  readonly #given: Omit<DecideInput, "watermarkMs" | "nowMs" | "catchUp">;
  readonly #planned: number[];
  readonly #skips: Set<number>;

  constructor(
    given: Omit<DecideInput, "watermarkMs" | "nowMs" | "catchUp">,
    planned: number[],
    beginMs: number,
  ) {
    this.#given = given;
    this.#planned = planned;
    this.#skips = new Set(given.skips);
    this.nowMs = beginMs;
    this.#watermarkMs = beginMs;
  }

  /** Holds the decision to account for each planned time between the old watermark and the new one, once. */
  tick(): Decision {
    const before = this.#watermarkMs;
    const decision = decide({
      ...this.#given,
      watermarkMs: before,
      nowMs: this.nowMs,
      catchUp: this.#catchUp,
    });
    const after = decision.watermarkMs;
    const between = this.#planned.filter((at) => at > before && at <= after);
    expect(this.#decidedBy(decision, between)).toEqual(between);
    const passed = Object.values(decision.counters).reduce((sum, count) => sum + count, 0);
    expect(decision.fires.length + passed).toBe(this.#given.compiled.count(before, after));
    for (const { plannedMs } of decision.fires) expect(this.#skips.has(plannedMs)).toBe(false);
    expect(decision.nextNominalMs).toBe(this.#wantedAfter(after));
    this.#watermarkMs = after;
    this.#catchUp = decision.catchUp;
    this.decided += between.length;
    return decision;
  }

  #wantedAfter(afterMs: number): number | null {
    let next = this.#given.compiled.next(afterMs);
    while (next !== null && this.#skips.has(next)) next = this.#given.compiled.next(next);
    return next;
  }

  /** The planned times a decision speaks of, each as often as it does. A line for many stands for those up to it. */
  #decidedBy({ fires, ledger }: Decision, planned: number[]): number[] {
    const lines = ledger.flatMap(({ plannedMs, count }) =>
      count === 1
        ? [plannedMs]
        : planned.filter((at) => at <= plannedMs && !this.#skips.has(at)).slice(-count),
    );
    return [...fires.map(({ plannedMs }) => plannedMs), ...lines].toSorted((a, b) => a - b);
  }
}

function account({
  trigger,
  beginMs,
  missed,
  jitterMs,
  pausesMs,
  skipped,
  lastsMs,
}: Situation): number {
  const endAt = lastsMs === undefined ? undefined : beginMs + lastsMs;
  const compiled = compile({ trigger, endAt }, { anchorMs: beginMs });
  const lastMs = beginMs + pausesMs.reduce((sum, pause) => sum + pause, 0);
  const planned = plannedIn(compiled, beginMs, lastMs + 40 * DAY_MS);
  fc.pre(planned.length < MOST_PLANNED);
  const skips = skipped.flatMap((share) => planned[Math.floor(share * planned.length)] ?? []);
  const timing = { missed: MissedPolicy.parse(missed), jitterMs };
  const given = {
    compiled,
    timing,
    id: "any",
    generation: 3,
    skips: skips.toSorted((a, b) => a - b),
  };
  const schedule = new Ticking(given, planned, beginMs);
  for (const pauseMs of pausesMs) {
    schedule.nowMs += pauseMs;
    let { nextMs } = schedule.tick();
    for (let more = 0; nextMs !== null && nextMs <= schedule.nowMs; more++) {
      expect(more).toBeLessThan(MOST_TICKS);
      ({ nextMs } = schedule.tick());
    }
  }
  return schedule.decided;
}

describe("every planned time", () => {
  it("ends in exactly one way, over ticks, outages, clock changes, windows, jitter and skips", () => {
    let decided = 0;
    fc.assert(
      fc.property(situations, (situation) => {
        decided += account(situation);
      }),
      { numRuns: 1_500 },
    );
    expect(decided).toBeGreaterThan(50_000);
  }, 120_000);
});

import { describe, expect, it } from "vitest";
import { compile, CompiledTrigger } from "./compile.ts";
import { type CatchUp, decide, type Decision, type DecideInput } from "./decide.ts";
import type { Planner } from "./planner.ts";
import { MissedPolicy } from "./timing.ts";

const NOON_MS = Date.UTC(2026, 5, 1, 12);
const EVERY_MS = 1_000;
const everySecond = compile(
  { trigger: { kind: "every", everyMs: EVERY_MS } },
  { anchorMs: NOON_MS },
);
const second = (ms: number) => (ms - NOON_MS) / EVERY_MS;

interface Outage {
  seconds: number;
  missed: Partial<MissedPolicy>;
  skips?: number[];
  /** How far the clock goes on from one tick to the next. */
  tickMs?: number;
  ticks?: number;
}

/** Ticks after an outage, until nothing is due. */
function ticksAfter({ seconds, missed, skips = [], tickMs = 0, ticks = 50 }: Outage): Decision[] {
  const decisions: Decision[] = [];
  let watermarkMs = NOON_MS;
  let nowMs = NOON_MS + seconds * EVERY_MS;
  let catchUp: CatchUp | null = null;
  do {
    const input: DecideInput = {
      compiled: everySecond,
      timing: { missed: MissedPolicy.parse(missed), jitterMs: 0 },
      id: "each-second",
      generation: 1,
      watermarkMs,
      nowMs,
      catchUp,
      skips: skips.map((of) => NOON_MS + of * EVERY_MS),
    };
    const decision = decide(input);
    decisions.push(decision);
    ({ watermarkMs, catchUp } = decision);
    nowMs += tickMs;
  } while (decisions.at(-1)!.nextMs! <= nowMs && decisions.length < ticks);
  return decisions;
}

const firesOf = (decisions: Decision[]) =>
  decisions.map(({ fires }) => fires.map(({ plannedMs }) => second(plannedMs)));
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("all, after a long outage", () => {
  it("fires a hundred a tick, oldest first", () => {
    const decisions = ticksAfter({ seconds: 250, missed: { policy: "all", max: 1_000 } });
    expect(firesOf(decisions)).toEqual([upTo(1, 100), upTo(101, 200), upTo(201, 250)]);
    expect(decisions.map(({ counters }) => counters)).toEqual([{}, {}, {}]);
    expect(decisions.map(({ nextNominalMs }) => second(nextNominalMs!))).toEqual([101, 201, 251]);
  });

  it("fires the oldest up to its most, and counts the rest as capped", () => {
    const decisions = ticksAfter({ seconds: 400, missed: { policy: "all", max: 150 } });
    expect(firesOf(decisions)).toEqual([upTo(1, 100), upTo(101, 150)]);
    expect(decisions.map(({ counters }) => counters)).toEqual([{}, { missedCapped: 250 }]);
    expect(decisions[1]!.ledger).toEqual([
      { plannedMs: NOON_MS + 400 * EVERY_MS, outcome: "missedCapped", count: 250 },
    ]);
    expect(second(decisions[1]!.watermarkMs)).toBe(400);
    expect(second(decisions[1]!.nextNominalMs!)).toBe(401);
  });

  it("fires no more than its most though others become due meanwhile", () => {
    const decisions = ticksAfter({
      seconds: 400,
      missed: { policy: "all", max: 250 },
      tickMs: 20_000,
      ticks: 4,
    });
    expect(firesOf(decisions)).toEqual([
      upTo(1, 100),
      upTo(101, 200),
      upTo(201, 250),
      upTo(401, 460),
    ]);
    expect(decisions[2]!.counters).toEqual({ missedCapped: 150 });
  });

  it("ends where it began to catch up, though nothing was capped", () => {
    const decisions = ticksAfter({
      seconds: 200,
      missed: { policy: "all", max: 200 },
      tickMs: 60_000,
      ticks: 3,
    });
    expect(firesOf(decisions)).toEqual([upTo(1, 100), upTo(101, 200), upTo(201, 300)]);
    expect(decisions.map(({ counters }) => counters)).toEqual([{}, {}, {}]);
  });

  it("leaves skips out of its most", () => {
    const decisions = ticksAfter({
      seconds: 10,
      missed: { policy: "all", max: 3 },
      skips: [2, 3, 7, 10, 11],
    });
    expect(firesOf(decisions)).toEqual([[1, 4, 5]]);
    expect(decisions[0]!.counters).toEqual({ missedCapped: 3, skipped: 5 });
    expect(second(decisions[0]!.nextNominalMs!)).toBe(12);
  });

  it("drops what leaves the window while it catches up", () => {
    const missed = { policy: "all" as const, max: 250, windowMs: 280_000 };
    const inPart = ticksAfter({ seconds: 300, missed, tickMs: 150_000, ticks: 2 });
    expect(firesOf(inPart)).toEqual([upTo(20, 119), upTo(170, 269)]);
    expect(inPart.map(({ counters }) => counters)).toEqual([
      { missedWindow: 19 },
      { missedWindow: 50, missedCapped: 31 },
    ]);
    const whole = ticksAfter({ seconds: 300, missed, tickMs: 300_000, ticks: 2 });
    expect(firesOf(whole)).toEqual([upTo(20, 119), upTo(320, 419)]);
    expect(whole.map(({ counters }) => counters)).toEqual([
      { missedWindow: 19 },
      { missedWindow: 200 },
    ]);
  });

  it("keeps to its end when the clock steps back meanwhile, and fires nothing before its time", () => {
    const [first] = ticksAfter({ seconds: 400, missed: { policy: "all", max: 150 }, ticks: 1 });
    const { catchUp, watermarkMs } = first!;
    const decidedAt = (seconds: number) =>
      decide({
        compiled: everySecond,
        timing: { missed: MissedPolicy.parse({ policy: "all", max: 150 }), jitterMs: 0 },
        id: "each-second",
        generation: 1,
        watermarkMs,
        nowMs: NOON_MS + seconds * EVERY_MS,
        catchUp,
      });
    expect(decidedAt(0)).toMatchObject({ fires: [], counters: {}, watermarkMs, catchUp });
    expect(firesOf([decidedAt(120)])).toEqual([upTo(101, 120)]);
    expect(decidedAt(120)).toMatchObject({ counters: {}, catchUp });
    expect(decidedAt(400)).toMatchObject({ counters: { missedCapped: 250 }, catchUp: null });
  });

  it("fires on time again when it has caught up", () => {
    const decisions = ticksAfter({
      seconds: 120,
      missed: { policy: "all" },
      tickMs: EVERY_MS,
      ticks: 5,
    });
    expect(firesOf(decisions)).toEqual([upTo(1, 100), [121], [122], [123], [124]]);
    expect(decisions[0]!.counters).toEqual({ missedCapped: 20 });
  });
});

describe("a million missed planned times", () => {
  /** Counts what is asked of it. */
  class Asked implements Planner {
    calls = 0;
    readonly #planner: Planner;

    constructor(planner: Planner) {
      this.#planner = planner;
    }

    next(afterMs: number): number | null {
      this.calls++;
      return this.#planner.next(afterMs);
    }

    count(fromMs: number, toMs: number): number {
      this.calls++;
      return this.#planner.count(fromMs, toMs);
    }
  }

  const cron = { kind: "cron" as const, expression: "* * * * * *", timeZone: "Europe/Berlin" };
  const every = { kind: "every" as const, everyMs: 1_000 };
  const MILLION = 1_000_000;

  it.each([
    ["each second by cron, latest", cron, { policy: "latest" }, 200],
    ["each second by cron, skip", cron, { policy: "skip" }, 200],
    ["each second by cron, all", cron, { policy: "all", max: 1_000 }, 1_500],
    ["each second by cron, with a window", cron, { policy: "all", windowMs: 60_000 }, 500],
    ["an interval, latest", every, { policy: "latest" }, 200],
    ["an interval, skip", every, { policy: "skip" }, 200],
    ["an interval, all", every, { policy: "all", max: 1_000 }, 1_500],
  ] as const)("are decided without walking through them: %s", (_, trigger, missed, most) => {
    const asked = new Asked(compile({ trigger }, { anchorMs: NOON_MS }));
    const decision = decide({
      compiled: new CompiledTrigger(asked),
      timing: { missed: MissedPolicy.parse(missed), jitterMs: 0 },
      id: "each-second",
      generation: 1,
      watermarkMs: NOON_MS,
      nowMs: NOON_MS + MILLION * 1_000,
    });
    expect(asked.calls).toBeLessThan(most);
    expect(decision.ledger.length).toBeLessThan(50);
    const passed = Object.values(decision.counters).reduce((sum, count) => sum + count, 0);
    if (decision.catchUp === null) expect(passed + decision.fires.length).toBe(MILLION);
    else expect(decision.fires).toHaveLength(100);
  });

  it("share a line of the ledger; fifty have one each", () => {
    const ledgerOf = (seconds: number) =>
      ticksAfter({ seconds, missed: { policy: "skip" }, ticks: 1 })[0]!.ledger;
    expect(ticksAfter({ seconds: 51, missed: { policy: "latest" } })[0]!.ledger).toHaveLength(50);
    expect(ticksAfter({ seconds: 52, missed: { policy: "latest" } })[0]!.ledger).toEqual([
      { plannedMs: NOON_MS + 51 * EVERY_MS, outcome: "coalesced", count: 51 },
    ]);
    expect(ledgerOf(1)).toEqual([]);
  });
});

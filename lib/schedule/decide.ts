import type { CompiledTrigger } from "./compile.ts";
import { jitterOf } from "./jitter.ts";
import type { Timing } from "./timing.ts";
import { Wanted } from "./wanted.ts";

/** `skip` still fires a time that is no later than this. */
const SKIP_TOLERANCE_MS = 5_000;
/** `all` catches up with this many at a time, so that the ready queue is not flooded. */
const MOST_FIRES_A_TICK = 100;
/** More than this that share a fate share a line of the ledger too, so that a million of them are decided at once. */
const MOST_LINES = 50;

export interface DecideInput {
  compiled: CompiledTrigger;
  timing: Pick<Timing, "missed" | "jitterMs">;
  id: string;
  generation: number;
  /** The newest planned time decided so far. */
  watermarkMs: number;
  nowMs: number;
  /** Planned times that somebody wants skipped, ascending. */
  skips?: readonly number[];
  /** Where a catch-up of `all` that takes more than one tick ends. */
  catchUp?: CatchUp | null;
}

/** `all`, over several ticks: fires up to and with `untilMs`; what is planned after it, up to `cappedMs`, is capped. */
export interface CatchUp {
  untilMs: number;
  cappedMs: number;
}

/** What can become of a planned time besides a fire. */
export type Passed = "coalesced" | "missedWindow" | "missedSkipped" | "missedCapped" | "skipped";

/** What becomes of every planned time that is due; they add up to the number of them. */
export interface Decision {
  /** Oldest first, each with how many older ones it stands for. */
  fires: { plannedMs: number; coalesced: number }[];
  counters: Partial<Record<Passed, number>>;
  watermarkMs: number;
  nextNominalMs: number | null;
  /** The next planned time, jitter included. */
  nextMs: number | null;
  catchUp: CatchUp | null;
  /** What did not fire: `count` planned times, the newest of them `plannedMs`. */
  ledger: { plannedMs: number; outcome: Passed; count: number }[];
}

/** Decides what is due: the section "Due and missed" of the semantics. Pure: the same input, the same decision. */
export function decide(input: DecideInput): Decision {
  return new Deciding(input).decide();
}

/** One decision while it is made. `#decidedMs` moves from the old watermark to the new one, stretch by stretch. */
class Deciding {
  readonly #input: DecideInput;
  readonly #wanted: Wanted;
  readonly #decision: Decision = {
    fires: [],
    counters: {},
    watermarkMs: 0,
    nextNominalMs: null,
    nextMs: null,
    catchUp: null,
    ledger: [],
  };
  #decidedMs: number;

  constructor(input: DecideInput) {
    this.#input = input;
    this.#wanted = new Wanted(input.compiled, input.skips ?? []);
    this.#decidedMs = input.watermarkMs;
  }

  decide(): Decision {
    const dueMs = this.#newestDueUntil(this.#input.nowMs);
    if (dueMs !== null) {
      this.#dropOld();
      if (this.#input.timing.missed.policy === "all") this.#fireAll(dueMs);
      else this.#fireNewest(dueMs);
    } else this.#decision.catchUp = this.#begun;
    this.#planNext();
    return this.#decision;
  }

  /** The newest planned time that was due by an instant. As jitter ends before the next one, it is the last or the one before. */
  #newestDueUntil(instantMs: number): number | null {
    const newest = this.#wanted.newestPlanned(this.#decidedMs, instantMs);
    if (newest === null || this.#startMs(newest) <= instantMs) return newest;
    return this.#wanted.newestPlanned(this.#decidedMs, newest - 1);
  }

  /** What was to start longer ago than the window is dropped. */
  #dropOld(): void {
    const { windowMs } = this.#input.timing.missed;
    if (windowMs === undefined) return;
    const tooOldMs = this.#newestDueUntil(this.#input.nowMs - windowMs - 1);
    if (tooOldMs !== null) this.#pass("missedWindow", tooOldMs);
  }

  #fireNewest(dueMs: number): void {
    const { policy } = this.#input.timing.missed;
    const newest = this.#wanted.newest(this.#decidedMs, dueMs);
    const isKept =
      policy === "latest" ||
      (newest !== null && this.#input.nowMs - this.#startMs(newest) <= SKIP_TOLERANCE_MS);
    if (newest !== null && isKept) {
      const older = this.#pass(policy === "latest" ? "coalesced" : "missedSkipped", newest - 1);
      this.#fire(newest, policy === "latest" ? older : 0);
    }
    this.#pass("missedSkipped", dueMs);
  }

  /** Oldest first, so many a tick, up to the most that is caught up with; the newest beyond that are capped. */
  #fireAll(dueMs: number): void {
    const catchUp = this.#begun ?? this.#begin(dueMs);
    const untilMs = Math.min(catchUp.untilMs, dueMs);
    while (this.#decision.fires.length < MOST_FIRES_A_TICK) {
      const next = this.#wanted.next(this.#decidedMs);
      if (next === null || next > untilMs) break;
      this.#fire(next, 0);
    }
    if (this.#wanted.count(this.#decidedMs, catchUp.untilMs) > 0) this.#decision.catchUp = catchUp;
    else this.#pass("missedCapped", catchUp.cappedMs);
  }

  /** The catch-up that earlier ticks have begun, while there is something left of it. */
  get #begun(): CatchUp | null {
    const { catchUp = null, timing } = this.#input;
    const isOpen = timing.missed.policy === "all" && catchUp && catchUp.cappedMs > this.#decidedMs;
    return isOpen ? catchUp : null;
  }

  #begin(dueMs: number): CatchUp {
    const { max } = this.#input.timing.missed;
    if (this.#wanted.count(this.#decidedMs, dueMs) <= max)
      return { untilMs: dueMs, cappedMs: dueMs };
    let untilMs = this.#decidedMs;
    for (let count = 0; count < max; count++) untilMs = this.#wanted.next(untilMs)!;
    return { untilMs, cappedMs: dueMs };
  }

  /** The time after the watermark, and past those that are to be skipped: a skip is decided as soon as it is the next. */
  #planNext(): void {
    const nominalMs = this.#wanted.next(this.#decidedMs);
    const skipped = this.#wanted.skipsIn(this.#decidedMs, nominalMs ?? Number.POSITIVE_INFINITY);
    this.#skip(skipped);
    this.#decision.watermarkMs = skipped.at(-1) ?? this.#decidedMs;
    this.#decision.nextNominalMs = nominalMs;
    this.#decision.nextMs = nominalMs === null ? null : this.#startMs(nominalMs);
  }

  #startMs(nominalMs: number): number {
    return nominalMs + jitterAt(this.#input, nominalMs);
  }

  #fire(plannedMs: number, coalesced: number): void {
    this.#skip(this.#wanted.skipsIn(this.#decidedMs, plannedMs));
    this.#decision.fires.push({ plannedMs, coalesced });
    this.#decidedMs = plannedMs;
  }

  /** Passes over all up to an instant: a line of the ledger each, or one for very many. Answers how many they were. */
  #pass(outcome: Passed, untilMs: number): number {
    if (untilMs <= this.#decidedMs) return 0;
    const { counters, ledger } = this.#decision;
    const count = this.#wanted.count(this.#decidedMs, untilMs);
    if (count > 0) counters[outcome] = (counters[outcome] ?? 0) + count;
    if (count > MOST_LINES) {
      const plannedMs = this.#wanted.newest(this.#decidedMs, untilMs)!;
      ledger.push({ plannedMs, outcome, count });
    } else {
      let plannedMs = this.#decidedMs;
      for (let line = 0; line < count; line++) {
        plannedMs = this.#wanted.next(plannedMs)!;
        ledger.push({ plannedMs, outcome, count: 1 });
      }
    }
    this.#skip(this.#wanted.skipsIn(this.#decidedMs, untilMs));
    this.#decidedMs = untilMs;
    return count;
  }

  #skip(plannedTimes: number[]): void {
    const { counters, ledger } = this.#decision;
    for (const plannedMs of plannedTimes) {
      counters.skipped = (counters.skipped ?? 0) + 1;
      ledger.push({ plannedMs, outcome: "skipped", count: 1 });
    }
  }
}

export function jitterAt(
  {
    compiled,
    timing,
    id,
    generation,
  }: Pick<DecideInput, "compiled" | "id" | "generation"> & {
    timing: Pick<Timing, "jitterMs">;
  },
  nominalMs: number,
): number {
  if (timing.jitterMs === 0) return 0;
  return jitterOf({
    id,
    generation,
    nominalMs,
    jitterMs: timing.jitterMs,
    nextNominalMs: compiled.next(nominalMs),
  });
}

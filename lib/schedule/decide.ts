import type { CompiledTrigger } from "./compile.ts";
import { jitterOf } from "./jitter.ts";
import type { Timing } from "./timing.ts";

/** `skip` still fires a time that is no later than this. */
const SKIP_TOLERANCE_MS = 5_000;
/** `all` catches up with this many at a time, so that the ready queue is not flooded. */
const MOST_FIRES_A_TICK = 100;
/** More than this that share a fate share a line of the ledger too, so that a million of them are decided at once. */
const MOST_LINES = 50;
/** Steps tried one by one before the newest due time is searched for: on time, it is the first. */
const MOST_STEPS = 4;

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
  const decision: Decision = {
    fires: [],
    counters: {},
    watermarkMs: input.watermarkMs,
    nextNominalMs: null,
    nextMs: null,
    catchUp: null,
    ledger: [],
  };
  const last = newestDue(input);
  if (last !== null) decideDue(input, last, decision);
  planNext(input, decision);
  return decision;
}

function decideDue(input: DecideInput, last: number, decision: Decision): void {
  decision.watermarkMs = last;
  const from = dropOld(input, last, decision);
  const newest = newestWanted(input, from, last);
  if (newest !== null) {
    if (input.timing.missed.policy === "all") {
      fireAll(input, from, last, decision);
      if (decision.watermarkMs < last) {
        passSkips(input, from, decision.watermarkMs, decision);
        return;
      }
    } else fireNewest(input, from, newest, decision);
  }
  passSkips(input, from, last, decision);
}

function fireNewest(input: DecideInput, from: number, newest: number, decision: Decision): void {
  const older = wantedIn(input, from, newest) - 1;
  const isLate = input.nowMs - newest > SKIP_TOLERANCE_MS;
  if (input.timing.missed.policy === "latest") {
    pass(input, decision, "coalesced", from, newest - 1, older);
    decision.fires.push({ plannedMs: newest, coalesced: older });
  } else if (isLate) pass(input, decision, "missedSkipped", from, newest, older + 1);
  else {
    pass(input, decision, "missedSkipped", from, newest - 1, older);
    decision.fires.push({ plannedMs: newest, coalesced: 0 });
  }
}

/** Oldest first, so many a tick, up to the most that is caught up with; the newest beyond that are capped. */
function fireAll(input: DecideInput, from: number, last: number, decision: Decision): void {
  const catchUp = input.catchUp ?? catchUpOf(input, from, last);
  const untilMs = catchUp?.untilMs ?? last;
  let at = from;
  while (decision.fires.length < MOST_FIRES_A_TICK) {
    const next = nextWanted(input, at);
    if (next === null || next > untilMs) break;
    decision.fires.push({ plannedMs: next, coalesced: 0 });
    at = next;
  }
  const following = nextWanted(input, at);
  if (following !== null && following <= untilMs) {
    decision.watermarkMs = at;
    decision.catchUp = catchUp;
    return;
  }
  if (!catchUp) return;
  decision.watermarkMs = catchUp.cappedMs;
  const capped = wantedIn(input, untilMs, catchUp.cappedMs);
  pass(input, decision, "missedCapped", untilMs, catchUp.cappedMs, capped);
}

/** Null when everything that is due may fire. */
function catchUpOf(input: DecideInput, from: number, last: number): CatchUp | null {
  const { max } = input.timing.missed;
  if (wantedIn(input, from, last) <= max) return null;
  let untilMs = from;
  for (let count = 0; count < max; count++) untilMs = nextWanted(input, untilMs)!;
  return { untilMs, cappedMs: last };
}

/** Drops what is older than the window. Answers what the rest follows. */
function dropOld(input: DecideInput, last: number, decision: Decision): number {
  const { timing, watermarkMs, nowMs } = input;
  const { windowMs } = timing.missed;
  if (windowMs === undefined) return watermarkMs;
  const cut = Math.min(nowMs - windowMs - 1, last);
  if (cut <= watermarkMs) return watermarkMs;
  const dropped = wantedIn(input, watermarkMs, cut);
  pass(input, decision, "missedWindow", watermarkMs, cut, dropped);
  passSkips(input, watermarkMs, cut, decision);
  return cut;
}

/** The newest planned time that is due. Jitter ends before the next planned time, so only the very last may still wait. */
function newestDue(input: DecideInput): number | null {
  const { compiled, watermarkMs, nowMs } = input;
  const last = newestPlanned(compiled, watermarkMs, nowMs);
  if (last === null || last + jitterAt(input, last) <= nowMs) return last;
  return newestPlanned(compiled, watermarkMs, last - 1);
}

/** The newest planned time in (after, until]. */
function newestPlanned(compiled: CompiledTrigger, afterMs: number, untilMs: number): number | null {
  let newest: number | null = null;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = compiled.next(newest ?? afterMs);
    if (next === null || next > untilMs) return newest;
    newest = next;
  }
  return compiled.previous(untilMs);
}

const skipsIn = ({ skips = [] }: DecideInput, fromMs: number, toMs: number) =>
  skips.filter((at) => at > fromMs && at <= toMs);

/** How many planned times in (from, to] nobody wants skipped. */
const wantedIn = (input: DecideInput, fromMs: number, toMs: number) =>
  input.compiled.count(fromMs, toMs) - skipsIn(input, fromMs, toMs).length;

function nextWanted({ compiled, skips = [] }: DecideInput, afterMs: number): number | null {
  let next = compiled.next(afterMs);
  while (next !== null && skips.includes(next)) next = compiled.next(next);
  return next;
}

function newestWanted({ compiled, skips = [] }: DecideInput, from: number, last: number) {
  let newest: number | null = last;
  while (newest !== null && newest > from && skips.includes(newest))
    newest = compiled.previous(newest - 1);
  return newest !== null && newest > from ? newest : null;
}

/** The time after the watermark, and past those that are to be skipped: a skip is decided as soon as it is the next. */
function planNext(input: DecideInput, decision: Decision): void {
  const after = decision.watermarkMs;
  const nominal = nextWanted(input, after);
  if (nominal !== null && decision.catchUp === null) {
    passSkips(input, after, nominal, decision);
    decision.watermarkMs = skipsIn(input, after, nominal).at(-1) ?? after;
  }
  decision.nextNominalMs = nominal;
  decision.nextMs = nominal === null ? null : nominal + jitterAt(input, nominal);
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

function passSkips(input: DecideInput, fromMs: number, toMs: number, decision: Decision): void {
  for (const plannedMs of skipsIn(input, fromMs, toMs)) {
    decision.counters.skipped = (decision.counters.skipped ?? 0) + 1;
    decision.ledger.push({ plannedMs, outcome: "skipped", count: 1 });
  }
}

/** Counts those of (from, to] that nobody wants skipped, and writes them down: a line each, or one for very many. */
function pass(
  input: DecideInput,
  decision: Decision,
  outcome: Passed,
  fromMs: number,
  toMs: number,
  count: number,
): void {
  if (count === 0) return;
  decision.counters[outcome] = (decision.counters[outcome] ?? 0) + count;
  if (count > MOST_LINES) {
    const plannedMs = input.compiled.previous(toMs) ?? toMs;
    decision.ledger.push({ plannedMs, outcome, count });
    return;
  }
  let plannedMs = fromMs;
  for (let line = 0; line < count; line++) {
    plannedMs = nextWanted(input, plannedMs)!;
    decision.ledger.push({ plannedMs, outcome, count: 1 });
  }
}

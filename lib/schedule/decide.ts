import type { CompiledTrigger } from "./compile.ts";
import { jitterOf } from "./jitter.ts";
import type { Timing } from "./timing.ts";

/** `skip` still fires a time that is no later than this. */
const SKIP_TOLERANCE_MS = 5_000;

export interface DecideInput {
  compiled: CompiledTrigger;
  timing: Pick<Timing, "missed" | "limit" | "jitterMs">;
  id: string;
  generation: number;
  /** The newest planned time decided so far. */
  watermarkMs: number;
  nowMs: number;
  firedCount: number;
}

/** What becomes of every planned time that is due; they add up to the number of them. */
export interface Decision {
  fires: { plannedMs: number; coalesced: number }[];
  coalesced: number;
  missedWindow: number;
  missedSkipped: number;
  missedCapped: number;
  watermarkMs: number;
  nextNominalMs: number | null;
  /** The next planned time, jitter included. */
  nextMs: number | null;
  /** What did not fire: `count` planned times, the newest of them `plannedMs`. */
  ledger: {
    plannedMs: number;
    outcome: "coalesced" | "missed-window" | "missed-skipped" | "missed-capped";
    count: number;
  }[];
}

/** Decides what is due: the section "Due and missed" of the semantics. Pure: the same input, the same decision. */
export function decide(input: DecideInput): Decision {
  const { compiled, timing, watermarkMs, nowMs } = input;
  const last = newestDue(input);
  const decision: Decision = {
    fires: [],
    coalesced: 0,
    missedWindow: 0,
    missedSkipped: 0,
    missedCapped: 0,
    watermarkMs: Math.max(watermarkMs, last ?? watermarkMs),
    ...nextOf(input, last ?? watermarkMs),
    ledger: [],
  };
  if (last === null) return decision;
  const from = dropOld(input, last, decision);
  const due = compiled.count(from, last);
  if (due === 0) return decision;
  switch (timing.missed.policy) {
    case "latest":
      decision.coalesced = due - 1;
      decision.fires.push({ plannedMs: last, coalesced: due - 1 });
      note(decision, compiled, "coalesced", last - 1, due - 1);
      break;
    case "skip": {
      const fires = nowMs - last <= SKIP_TOLERANCE_MS ? 1 : 0;
      if (fires) decision.fires.push({ plannedMs: last, coalesced: 0 });
      decision.missedSkipped = due - fires;
      note(decision, compiled, "missed-skipped", fires ? last - 1 : last, due - fires);
      break;
    }
    case "all":
      fireAll(input, from, due, last, decision);
  }
  return decision;
}

/** Oldest first, up to the most that is caught up with; the newest beyond that are capped. */
function fireAll(
  { compiled, timing }: DecideInput,
  from: number,
  due: number,
  last: number,
  decision: Decision,
): void {
  let at = from;
  for (let fired = 0; fired < Math.min(due, timing.missed.max); fired++) {
    at = compiled.next(at)!;
    decision.fires.push({ plannedMs: at, coalesced: 0 });
  }
  decision.missedCapped = due - decision.fires.length;
  note(decision, compiled, "missed-capped", last, decision.missedCapped);
}

/** Drops what is older than the window. Answers what the rest follows. */
function dropOld(
  { compiled, timing, watermarkMs, nowMs }: DecideInput,
  last: number,
  decision: Decision,
): number {
  const { windowMs } = timing.missed;
  if (windowMs === undefined) return watermarkMs;
  const cut = Math.min(nowMs - windowMs - 1, last);
  if (cut <= watermarkMs) return watermarkMs;
  decision.missedWindow = compiled.count(watermarkMs, cut);
  note(decision, compiled, "missed-window", cut, decision.missedWindow);
  return cut;
}

/** The newest planned time that is due. Jitter ends before the next planned time, so only the very last may still wait. */
function newestDue(input: DecideInput): number | null {
  const { compiled, watermarkMs, nowMs } = input;
  let last = compiled.previous(nowMs);
  if (last !== null && last > watermarkMs && last + jitterAt(input, last) > nowMs)
    last = compiled.previous(last - 1);
  return last !== null && last > watermarkMs ? last : null;
}

function nextOf(
  input: DecideInput,
  after: number,
): { nextNominalMs: number | null; nextMs: number | null } {
  const nominal = input.compiled.next(after);
  return {
    nextNominalMs: nominal,
    nextMs: nominal === null ? null : nominal + jitterAt(input, nominal),
  };
}

function jitterAt({ compiled, timing, id, generation }: DecideInput, nominalMs: number): number {
  if (timing.jitterMs === 0) return 0;
  return jitterOf({
    id,
    generation,
    nominalMs,
    jitterMs: timing.jitterMs,
    nextNominalMs: compiled.next(nominalMs),
  });
}

function note(
  decision: Decision,
  compiled: CompiledTrigger,
  outcome: Decision["ledger"][number]["outcome"],
  untilMs: number,
  count: number,
): void {
  if (count === 0) return;
  decision.ledger.push({ plannedMs: compiled.previous(untilMs) ?? untilMs, outcome, count });
}

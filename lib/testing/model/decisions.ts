import * as fc from "fast-check";
import type { Decided } from "../../queue/schedules.ts";
import type { LedgerRecord } from "../../queue/stored-schedule.ts";
import { runId } from "../../scheduler/schedules/decided.ts";
import { FAR, PAST } from "../instants.ts";
import type { Model } from "./model.ts";
import { counterOf, type Line, type ModelSchedule, type Planned } from "./schedule.ts";
import type { Decision } from "./schedules.ts";

/** When the next time is: it is due already, it is not due while a test lasts, or there is none. */
export const When = fc.constantFrom(
  ...Array.from({ length: 9 }, () => "past" as const),
  ...(["far", "none"] as const),
);
export type When = typeof When extends fc.Arbitrary<infer W> ? W : never;

/** What becomes of a planned time that nobody wants skipped. */
export const Fate = fc.constantFrom(
  ...(["fired", "fired", "fired", "coalesced", "missed-window", "missed-skipped"] as const),
);
export type Fate = (typeof Fate extends fc.Arbitrary<infer F> ? F : never) | "paused";

/** A planned time after what is decided, none of which comes twice. */
export function timeAfter(model: Model, watermarkMs: number, when: "past" | "far"): number {
  const k = ++model.ticks;
  if (when === "past" && PAST(k) > watermarkMs) return PAST(k);
  return Math.max(FAR(k), watermarkMs + 1_000);
}

/** The next time of a schedule, `jitterMs` late. The end of a run plans it, where none is planned ahead. */
export function nextTime(
  model: Model,
  { wish }: Pick<ModelSchedule, "wish">,
  watermarkMs: number,
  { when, jitterMs = 0 }: { when: When; jitterMs?: number },
): { nominalMs: number | null; nextMs: number | null } {
  if (when === "none" || wish.delayMs !== null) return { nominalMs: null, nextMs: null };
  const nominalMs = timeAfter(model, watermarkMs, when);
  return { nominalMs, nextMs: nominalMs + jitterMs };
}

/** As a scheduler would: the next time of a schedule, some after it, and all that are to be skipped up to the last of them. */
export function decisionOf(
  model: Model,
  schedule: ModelSchedule,
  fates: Fate[],
  next: { when: When; jitterMs?: number },
): Decision {
  const { id, generation, watermarkMs, nominalMs, wish, skips } = schedule;
  const times = nominalMs === null ? [] : [nominalMs];
  // One that is planned after each run has no times but this.
  while (nominalMs !== null && wish.delayMs === null && times.length < fates.length)
    times.push(timeAfter(model, times.at(-1)!, "past"));
  const lastMs = times.at(-1) ?? watermarkMs;
  const skipped = [...skips].filter((at) => at <= lastMs);
  const lines: Line[] = skipped.map((plannedMs) => ({ plannedMs, outcome: "skipped" }));
  const runs: Planned[] = [];
  let coalesced = 0;
  times.forEach((plannedMs, index) => {
    const outcome = fates[index]!;
    if (skips.has(plannedMs)) return;
    if (outcome !== "fired") {
      const count = outcome === "coalesced" ? 3 : 1;
      lines.push({ plannedMs, outcome, count });
      coalesced += outcome === "coalesced" ? count : 0;
    } else {
      runs.push({ plannedMs, coalesced, localId: runId(id, generation, plannedMs) });
      coalesced = 0;
    }
  });
  return { lines, runs, watermarkMs: lastMs, ...nextTime(model, schedule, lastMs, next) };
}

/** As the scripts take it. */
export function decidedOf({ lines, ...decision }: Decision): Omit<Decided, "catchUp"> {
  const counters: Decided["counters"] = {};
  for (const { outcome, count = 1 } of lines) {
    const name = counterOf(outcome);
    counters[name] = (counters[name] ?? 0) + count;
  }
  const skipped = lines.filter(({ outcome }) => outcome === "skipped");
  return {
    ...decision,
    counters,
    ledger: lines.map(recordOf),
    skipped: skipped.map(({ plannedMs }) => plannedMs!),
  };
}

export const recordOf = ({ plannedMs, outcome, count = 1 }: Line): LedgerRecord => ({
  p: plannedMs!,
  d: 1,
  o: outcome,
  ...(count > 1 && { n: count }),
});

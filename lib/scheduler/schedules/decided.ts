import { hash } from "node:crypto";
import { ulidFrom } from "../../jobs/ulid.ts";
import type { Decided } from "../../queue/schedules.ts";
import type { LedgerRecord, SkipMark, StoredSchedule } from "../../queue/stored-schedule.ts";
import { decide, type Decision, type MissedPolicy, type Timing } from "../../schedule/index.ts";
import { compiledOf } from "./compiled.ts";

/** What a decision is made from. */
export type Deciding = Pick<
  StoredSchedule,
  "id" | "generation" | "anchorMs" | "nominalMs" | "watermarkMs" | "skips" | "catchUp"
> & { definition: { timing: Timing } };

/** What becomes of every planned time that is due by `nowMs`, as the scripts take it. @throws ScheduleError */
export function decidedOf(
  schedule: Deciding,
  nowMs: number,
  missed: MissedPolicy = schedule.definition.timing.missed,
): Decided {
  const { id, generation, watermarkMs, skips, catchUp } = schedule;
  const decision = decide({
    compiled: compiledOf(schedule),
    timing: { ...schedule.definition.timing, missed },
    id,
    generation,
    watermarkMs,
    nowMs,
    skips: skips.map(({ plannedMs }) => plannedMs),
    catchUp,
  });
  return {
    watermarkMs: decision.watermarkMs,
    nominalMs: decision.nextNominalMs,
    nextMs: decision.nextMs,
    counters: decision.counters,
    ledger: ledgerOf(decision, nowMs, skips),
    skipped: skips
      .filter(({ plannedMs }) => plannedMs <= decision.watermarkMs)
      .map(({ plannedMs }) => plannedMs),
    catchUp: decision.catchUp,
    runs: decision.fires.map(({ plannedMs, coalesced }) => ({
      localId: runId(id, generation, plannedMs),
      plannedMs,
      coalesced,
    })),
  };
}

const OUTCOMES: Record<Decision["ledger"][number]["outcome"], string> = {
  coalesced: "coalesced",
  missedWindow: "missed-window",
  missedSkipped: "missed-skipped",
  missedCapped: "missed-capped",
  skipped: "skipped",
};

function ledgerOf({ ledger }: Decision, nowMs: number, skips: SkipMark[]): LedgerRecord[] {
  return ledger.map(({ plannedMs, outcome, count }) => {
    const mark = outcome === "skipped" && skips.find((skip) => skip.plannedMs === plannedMs);
    return {
      p: plannedMs,
      d: nowMs,
      o: OUTCOMES[outcome],
      ...(count > 1 && { n: count }),
      ...(mark && { y: mark.by, ...(mark.reason !== null && { r: mark.reason }) }),
    };
  });
}

/** The same planned time makes the same id on every scheduler. */
export function runId(scheduleId: string, generation: number, plannedMs: number): string {
  const digest = hash("sha256", `${scheduleId} ${generation} ${plannedMs}`, "buffer");
  return ulidFrom(plannedMs, digest);
}

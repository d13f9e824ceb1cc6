import type { Ledger, LedgerOutcome } from "../../api/schedules.ts";
import { jobIdOf } from "../../jobs/names.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { storedSchedule } from "./read.ts";

/** As many as are kept. */
const MOST_LINES = 500;

/** What became of the newest planned times, the newest decision first. */
export async function readLedger(store: Store, id: string): Promise<Ledger> {
  const { queue } = await storedSchedule(store, id);
  const lines = await store.scheduleReads(queue).ledger(id, MOST_LINES);
  const jobId = (localId: string | undefined) =>
    localId === undefined ? null : jobIdOf({ queue, localId });
  return {
    items: lines.map((line) => ({
      plannedAt: iso(line.p),
      decidedAt: iso(line.d),
      outcome: line.o as LedgerOutcome,
      count: line.n ?? 1,
      jobId: jobId(line.j),
      blockedBy: jobId(line.b),
      by: line.y ?? null,
      reason: store.redactor.textOrNull(line.r ?? null),
    })),
  };
}

import type { LedgerOutcome, RecentRun } from "../../api/schedules.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { JobState } from "../../jobs/states.ts";
import type { StateLetter } from "../../queue/record.ts";
import type { ScheduleNews, ScheduleReads } from "../../queue/schedule-reads.ts";
import { iso } from "../present.ts";

const STATES: Record<Exclude<StateLetter, "w">, JobState> = {
  b: "blocked",
  r: "running",
  s: "succeeded",
  f: "failed",
  c: "cancelled",
};

/** What became of each schedule's newest planned times, with the states of the runs that are kept. */
export async function recentRuns(
  reads: ScheduleReads,
  news: ScheduleNews[],
): Promise<RecentRun[][]> {
  const ids = news.flatMap(({ ledger }) => ledger.flatMap(({ j }) => (j === undefined ? [] : [j])));
  const letters = await reads.letters(ids);
  const letterOf = new Map(ids.map((id, index) => [id, letters[index] ?? null]));
  return news.map(({ ledger, live }) =>
    ledger.map((line) => ({
      plannedAt: iso(line.p),
      outcome: line.o as LedgerOutcome,
      jobId: line.j === undefined ? null : jobIdOf({ queue: reads.queue, localId: line.j }),
      jobState: line.j === undefined ? null : stateOf(line.j, letterOf.get(line.j) ?? null, live),
    })),
  );
}

/** A run without a state record was never claimed, if it is alive, and is gone, if it is not. */
function stateOf(localId: string, letter: StateLetter | null, live: string[]): JobState | null {
  if (letter !== null && letter !== "w") return STATES[letter];
  return live.includes(localId) ? "ready" : null;
}

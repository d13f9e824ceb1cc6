import type { LedgerOutcome, RecentRun } from "../../api/schedules.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { JobState } from "../../jobs/states.ts";
import type { StateLetter, StateRecord } from "../../queue/record.ts";
import type { ScheduleNews, ScheduleReads } from "../../queue/schedule-reads.ts";
import type { LedgerRecord } from "../../queue/stored-schedule.ts";
import { iso, isoOrNull } from "../present.ts";

/** What is known of a schedule's newest runs. */
export interface NewestRuns {
  /** The newest planned times, with the states of the runs that are kept. */
  recent: RecentRun[];
  /** Local ids of those that run. */
  running: string[];
}

const STATES: Record<Exclude<StateLetter, "w">, JobState> = {
  b: "blocked",
  r: "running",
  s: "succeeded",
  f: "failed",
  c: "cancelled",
};

/** For each schedule of a queue, in one read. */
export async function newestRuns(
  reads: ScheduleReads,
  news: ScheduleNews[],
): Promise<NewestRuns[]> {
  const ids = news.flatMap(({ ledger, live }) => [
    ...ledger.flatMap(({ j }) => (j === undefined ? [] : [j])),
    ...live,
  ]);
  const records = await reads.stateRecords(ids);
  const recordOf = new Map(ids.map((id, index) => [id, records[index] ?? null]));
  return news.map(({ ledger, live }) => ({
    recent: ledger.map((line) =>
      recentRun(reads.queue, line, recordOf.get(line.j ?? "") ?? null, live),
    ),
    running: live.filter((id) => recordOf.get(id)?.letter === "r"),
  }));
}

function recentRun(
  queue: string,
  { p, o, j }: LedgerRecord,
  record: StateRecord | null,
  live: string[],
): RecentRun {
  return {
    plannedAt: iso(p),
    outcome: o as LedgerOutcome,
    jobId: j === undefined ? null : jobIdOf({ queue, localId: j }),
    jobState: j === undefined ? null : stateOf(j, record, live),
    startedAt: isoOrNull(record?.startedMs ?? null),
    finishedAt: isoOrNull(record?.finishedMs ?? null),
  };
}

/** A run without a state record was never claimed, if it is alive, and is gone, if it is not. */
function stateOf(localId: string, record: StateRecord | null, live: string[]): JobState | null {
  if (record && record.letter !== "w") return STATES[record.letter];
  return live.includes(localId) ? "ready" : null;
}

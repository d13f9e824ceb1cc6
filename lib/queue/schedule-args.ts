import { encodeActor } from "./record.ts";
import type { Decided, PlannedRun, Seen, SkipNote } from "./schedules.ts";
import type { LedgerRecord } from "./stored-schedule.ts";

/** What scripts are given about schedules, as the text they take it in. */
export const ms = (instant: number | null) => (instant === null ? "" : String(instant));
export const lines = (ledger: LedgerRecord[]) =>
  ledger.map((line) => JSON.stringify(line)).join("\n");
export const countersText = (counters: Decided["counters"]) =>
  Object.entries(counters)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(" ");
export const runArgs = (runs: PlannedRun[]) =>
  runs.flatMap(({ localId, plannedMs, coalesced }) => [localId, plannedMs, coalesced]);

export const noteText = ({ by, reason }: SkipNote) =>
  `${encodeActor(by)} ${encodeURIComponent(reason ?? "")}`;

/** Who and why, as the further members of a ledger line that a script writes. */
export const members = ({ by, reason }: SkipNote) =>
  `,${JSON.stringify({ y: by, ...(reason !== null && { r: reason }) }).slice(1, -1)}`;

export const seenArgs = ({ id, generation, revision, watermarkMs }: Seen) => [
  id,
  generation,
  revision,
  watermarkMs,
];

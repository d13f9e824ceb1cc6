import { encodeActor } from "./record.ts";
import type { Decided, Fire, PlannedRun, Seen, SkipNote } from "./schedules.ts";
import type { LedgerRecord, SkipMark } from "./stored-schedule.ts";

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

/** Joined by tabs, which are in none of them. */
export function fireText(fire: Fire): string {
  const { id, generation, revision, expectedScoreMs, watermarkMs, nominalMs, nextMs } = fire;
  const { counters, ledger, skipped, catchUp, runs } = fire;
  const seen = `${id}\t${generation}\t${revision}\t${expectedScoreMs}`;
  const next = `${watermarkMs}\t${ms(nominalMs)}\t${ms(nextMs)}`;
  const passed = `${countersText(counters)}\t${lines(ledger)}\t${skipped.join(" ")}`;
  const goesOn = catchUp ? `${catchUp.untilMs} ${catchUp.cappedMs}` : "";
  return `${seen}\t${next}\t${passed}\t${goesOn}\t${runArgs(runs).join(" ")}`;
}

/** Skips that are no longer decided. */
export interface TakenBack {
  /** The first of them, which is the next planned time again. */
  plannedMs: number;
  watermarkMs: number;
  nextMs: number;
  ledger: LedgerRecord[];
  /** Those after it are noted once more. */
  noted: SkipMark[];
}

export const takenBackArgs = ({ plannedMs, watermarkMs, nextMs, ledger, noted }: TakenBack) => [
  plannedMs,
  watermarkMs,
  nextMs,
  ledger.length,
  lines(ledger),
  noted.map((mark) => `${mark.plannedMs} ${noteText(mark)}\n`).join(""),
];

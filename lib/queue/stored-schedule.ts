import type { JobOptions } from "../jobs/options.ts";
import type { CatchUp, Timing } from "../schedule/index.ts";
import type { JobBody } from "./record.ts";

/** What a schedule is, apart from what happened to it. Saving the identical one changes nothing. */
export interface ScheduleDefinition {
  timing: Timing;
  /** What every job of it holds. */
  body: JobBody;
  priority: number;
  /** What was asked for, the job type's own values apart. */
  options: Omit<JobOptions, "queue">;
}

export type StoredScheduleState = "active" | "paused" | "ended" | "cancelled" | "error";

/** Where a schedule that is declared in a job file comes from. */
export interface CodeSource {
  /** The job type whose file declares it. */
  job: string;
  /** The revision its declaration made: a higher one is somebody's edit. */
  revision: number;
}

/** A coming planned time that somebody wants skipped. */
export interface SkipMark {
  plannedMs: number;
  by: string;
  reason: string | null;
}

export interface StoredSchedule {
  id: string;
  queue: string;
  definition: ScheduleDefinition;
  source: CodeSource | null;
  state: StoredScheduleState;
  generation: number;
  revision: number;
  createdMs: number;
  updatedMs: number;
  by: string;
  /** What an interval counts from. */
  anchorMs: number;
  /** The newest planned time decided. */
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
  /** Ascending. */
  skips: SkipMark[];
  catchUp: CatchUp | null;
  pause: SchedulePause | null;
  problem: string | null;
  /** Who cancelled it, while it is; `updatedMs` says when. */
  cancelledBy: string | null;
  failuresInRow: number;
  lastJob: string | null;
  lastPlannedMs: number | null;
  lastFiredMs: number | null;
  counters: Record<CounterName, number>;
}

/** What tells whether a schedule needs a person. */
export type StoredStanding = Pick<
  StoredSchedule,
  "id" | "state" | "nextMs" | "pause" | "problem" | "failuresInRow"
>;

/** Who paused a schedule, why, and when it ends by itself. */
export interface SchedulePause {
  by: string;
  atMs: number;
  reason: string | null;
  untilMs: number | null;
}

export const COUNTER_NAMES = [
  "fired",
  "coalesced",
  "overlapSkipped",
  "missedWindow",
  "missedSkipped",
  "missedCapped",
  "paused",
  "skipped",
  "cancelled",
  "triggered",
  "backfilled",
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

/** One line of the list `ledger:<id>`. `n` planned times, the newest of them `p`, were decided at `d`. */
export interface LedgerRecord {
  p: number;
  d: number;
  /** A counter's name, or `overlap-skipped`. */
  o: string;
  n?: number;
  /** The run. */
  j?: string;
  /** The run that was alive, of an overlap. */
  b?: string;
  /** Who, and why. */
  y?: string;
  r?: string;
}

/** One line of the list `revisions:<id>`: revision `r`, made at `d` by `b`. */
export interface RevisionRecord {
  r: number;
  d: number;
  h: "created" | "edited" | "declared" | "restored";
  b: string;
  c: RevisionCopy;
}

/** What a revision keeps of a definition: what was asked for. */
export interface RevisionCopy {
  timing: Timing;
  options: Omit<JobOptions, "queue">;
  job: string;
  args: JobBody["a"];
  hidden?: JobBody["h"];
}

export function parseDefinition(text: string): Pick<ScheduleDefinition, "timing" | "options"> {
  return JSON.parse(text) as Pick<ScheduleDefinition, "timing" | "options">;
}

/** The fields that `parseStanding` reads, in its order. */
export const STANDING_FIELDS = ["state", "next", "pause", "problem", "failuresInRow"] as const;

export function parseStanding(id: string, fields: (string | null)[]): StoredStanding {
  const [state, next, pause, problem, failuresInRow] = fields;
  return {
    id,
    state: state as StoredScheduleState,
    nextMs: next ? Number(next) : null,
    pause: pause ? (JSON.parse(pause) as SchedulePause) : null,
    problem: problem ?? null,
    failuresInRow: Number(failuresInRow ?? 0),
  };
}

/** A schedule from the fields of its hash. */
export function parseSchedule(
  id: string,
  queue: string,
  fields: Record<string, string>,
): StoredSchedule {
  const instant = (name: string) => (fields[name] ? Number(fields[name]) : null);
  return {
    ...parseStanding(
      id,
      STANDING_FIELDS.map((name) => fields[name] ?? null),
    ),
    queue,
    definition: {
      ...parseDefinition(fields.definition!),
      priority: Number(fields.head![0]),
      body: JSON.parse(fields.body!) as JobBody,
    },
    source: fields.source ? { job: fields.source, revision: Number(fields.sourceRevision) } : null,
    generation: Number(fields.generation),
    revision: Number(fields.revision),
    createdMs: Number(fields.created),
    updatedMs: Number(fields.updated),
    by: decodeURIComponent(fields.by ?? ""),
    anchorMs: Number(fields.anchor),
    watermarkMs: Number(fields.watermark),
    nominalMs: instant("nominal"),
    skips: parseSkips(fields.skips ?? ""),
    catchUp: parseCatchUp(fields.catchUp ?? ""),
    cancelledBy: fields.cancelledBy ? decodeURIComponent(fields.cancelledBy) : null,
    lastJob: fields.lastJob || null,
    lastPlannedMs: instant("lastPlanned"),
    lastFiredMs: instant("lastFired"),
    counters: Object.fromEntries(
      COUNTER_NAMES.map((name) => [name, Number(fields[name] ?? 0)]),
    ) as Record<CounterName, number>,
  };
}

/** Lines of "planned who reason", the last two encoded. */
export function parseSkips(text: string): SkipMark[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [planned, by, reason] = line.split(" ");
      return {
        plannedMs: Number(planned),
        by: decodeURIComponent(by!),
        reason: reason ? decodeURIComponent(reason) : null,
      };
    })
    .toSorted((a, b) => a.plannedMs - b.plannedMs);
}

export function parseCatchUp(text: string): CatchUp | null {
  if (text === "") return null;
  const [untilMs, cappedMs] = text.split(" ").map(Number);
  return { untilMs: untilMs!, cappedMs: cappedMs! };
}

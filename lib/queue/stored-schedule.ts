import type { JobOptions } from "../jobs/options.ts";
import type { Timing } from "../schedule/index.ts";
import type { JobBody } from "./record.ts";

/** What a schedule is, apart from what happened to it. Kept as JSON; saving the identical text changes nothing. */
export interface ScheduleDefinition {
  timing: Timing;
  /** What every job of it holds. */
  body: JobBody;
  priority: number;
  /** What was asked for, the job type's own values apart. */
  options: Omit<JobOptions, "queue">;
}

export type StoredScheduleState = "active" | "paused" | "ended" | "cancelled" | "error";

export interface StoredSchedule {
  id: string;
  queue: string;
  definition: ScheduleDefinition;
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
  pause: { by: string; atMs: number; reason: string | null } | null;
  problem: string | null;
  lastJob: string | null;
  lastPlannedMs: number | null;
  lastFiredMs: number | null;
  counters: Record<CounterName, number>;
}

export const COUNTER_NAMES = [
  "fired",
  "coalesced",
  "overlapSkipped",
  "missedWindow",
  "missedSkipped",
  "missedCapped",
  "paused",
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];

/** One line of the list `ledger:<id>`. `n` planned times, the newest of them `p`, were decided at `d`. */
export interface LedgerRecord {
  p: number;
  d: number;
  o: string;
  n?: number;
  j?: string;
  r?: string;
}

/** A schedule from the fields of its hash. */
export function parseSchedule(
  id: string,
  queue: string,
  fields: Record<string, string>,
): StoredSchedule {
  const instant = (name: string) => (fields[name] ? Number(fields[name]) : null);
  return {
    id,
    queue,
    definition: JSON.parse(fields.definition!) as ScheduleDefinition,
    state: fields.state as StoredScheduleState,
    generation: Number(fields.generation),
    revision: Number(fields.revision),
    createdMs: Number(fields.created),
    updatedMs: Number(fields.updated),
    by: decodeURIComponent(fields.by ?? ""),
    anchorMs: Number(fields.anchor),
    watermarkMs: Number(fields.watermark),
    nominalMs: instant("nominal"),
    nextMs: instant("next"),
    pause: fields.pause ? (JSON.parse(fields.pause) as StoredSchedule["pause"]) : null,
    problem: fields.problem ?? null,
    lastJob: fields.lastJob || null,
    lastPlannedMs: instant("lastPlanned"),
    lastFiredMs: instant("lastFired"),
    counters: Object.fromEntries(
      COUNTER_NAMES.map((name) => [name, Number(fields[name] ?? 0)]),
    ) as Record<CounterName, number>,
  };
}

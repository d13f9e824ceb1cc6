import type { JobBackoff } from "../jobs/backoff.ts";
import type { JobError, AttemptOutcome } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import type { ConcurrencyLimit, JobRetention, RateLimit, UniqueKey } from "../jobs/limits.ts";
import type { ParentFailure } from "../jobs/options.ts";

/**
 * What is written once about a job, in the hash `jobs`: a header line that scripts read, "priority [due schedule]",
 * then the body as JSON, which no script ever decodes (Lua would round its numbers). Short names: it is kept a million times.
 */
export interface JobBody {
  /** Type. */
  n: string;
  a: Json;
  /** Most attempts, when not 1. */
  m?: number;
  b?: JobBackoff;
  /** Timeout in ms. */
  t?: number;
  /** Start deadline: ms after its time. */
  d?: number;
  g?: string[];
  /** How many planned times this run of a schedule stands for besides its own. */
  k?: number;
  q?: UniqueKey;
  c?: ConcurrencyLimit;
  r?: RateLimit;
  x?: JobRetention;
  /** Ids of its parents, and what becomes of it when one does not succeed. */
  p?: string[];
  o?: ParentFailure;
  /** The batch it belongs to or follows. */
  i?: string;
}

export interface Envelope {
  priority: number;
  /** When it was to run, ms UTC; 0 for at once. For a run of a schedule, its planned time. */
  dueMs: number;
  scheduleId: string | null;
  body: JobBody;
}

export function parseEnvelope(text: string): Envelope {
  const end = text.indexOf("\n");
  const [priority, due, schedule] = text.slice(0, end).split(" ");
  return {
    priority: Number(priority),
    dueMs: Number(due ?? 0),
    scheduleId: schedule ?? null,
    body: JSON.parse(text.slice(end + 1)) as JobBody,
  };
}

/** Who paused a queue, why, and when it ends by itself. */
export interface QueuePause {
  by: string;
  atMs: number;
  reason: string | null;
  untilMs?: number | null;
}

/** The letters of the hash `state`: waiting (scheduled or ready), running, succeeded, failed, cancelled. */
export type StateLetter = "w" | "r" | "s" | "f" | "c";

/** What changes about a job, in the hash `state`. A job that was never claimed has none. */
export interface StateRecord {
  letter: StateLetter;
  /** Which hand-over to an executor this is or will be; the fencing token. */
  delivery: number;
  failures: number;
  losses: number;
  worker: string | null;
  startedMs: number | null;
  finishedMs: number | null;
  by: string | null;
}

export const UNTOUCHED: StateRecord = {
  letter: "w",
  delivery: 1,
  failures: 0,
  losses: 0,
  worker: null,
  startedMs: null,
  finishedMs: null,
  by: null,
};

export function parseState(text: string | null | undefined): StateRecord {
  if (!text) return UNTOUCHED;
  const [letter, delivery, failures, losses, worker, started, finished, by] = text.split(" ");
  return {
    letter: letter as StateLetter,
    delivery: Number(delivery),
    failures: Number(failures),
    losses: Number(losses),
    worker: worker === "-" ? null : worker!,
    startedMs: Number(started) || null,
    finishedMs: Number(finished) || null,
    by: by === "-" ? null : decodeURIComponent(by!),
  };
}

/** Names of people and programs go into space-separated records. */
export function encodeActor(by: string): string {
  return encodeURIComponent(by) || "unknown";
}

/** One line of the list `attempts:<id>`. */
export interface AttemptRecord {
  n: number;
  o: AttemptOutcome;
  w: string;
  s: number | null;
  f: number;
  e?: JobError;
}

export const ENTRY_ID_LENGTH = 26;

/** A running entry is `id|delivery`; one that was never claimed is the bare id. */
export function parseEntry(entry: string): { localId: string; delivery: number } {
  return {
    localId: entry.slice(0, ENTRY_ID_LENGTH),
    delivery: entry.length > ENTRY_ID_LENGTH ? Number(entry.slice(ENTRY_ID_LENGTH + 1)) : 1,
  };
}

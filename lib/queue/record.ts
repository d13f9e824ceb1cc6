import type { JobBackoff } from "../jobs/backoff.ts";
import type { JobError, AttemptOutcome } from "../jobs/job.ts";
import type { Json } from "../jobs/json.ts";
import type { ConcurrencyLimit, JobRetention, RateLimit, UniqueKey } from "../jobs/limits.ts";
import type { ParentFailure } from "../jobs/options.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";

/**
 * What is written once about a job, in the hash `jobs`: a header line that scripts read (see `headOf`), then the body as JSON,
 * which no script ever decodes (Lua would round its numbers). Short names: it is kept a million times.
 */
export interface JobBody {
  /** Type. */
  n: string;
  a: Json;
  /** Places in the arguments that their schema marks as secret; see `secretPlaces`. */
  h?: string[];
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
  /** The first line of the record, as scripts want it back. */
  header: string;
  priority: number;
  /** When it was to run, ms UTC; 0 for at once. For a run of a schedule, its planned time. */
  dueMs: number;
  scheduleId: string | null;
  body: JobBody;
}

export function parseEnvelope(text: string): Envelope {
  const end = text.indexOf("\n");
  const body = JSON.parse(text.slice(end + 1)) as JobBody;
  const header = text.slice(0, end);
  // Most headers are a priority alone.
  if (end === 1) return { header, priority: Number(header), dueMs: 0, scheduleId: null, body };
  const [priority, due, schedule] = header.split(" ");
  return {
    header,
    priority: Number(priority),
    dueMs: Number(due ?? 0),
    scheduleId: schedule === undefined || schedule === "-" ? null : schedule,
    body,
  };
}

/** Since when a job has waited that was not put off since: its due time, or its creation where that came later. */
export const waitsSinceMs = (localId: string, { dueMs }: Envelope) =>
  Math.max(dueMs, ulidTimeMs(localId));

/** A key as scripts and keys of Redis have it: no space, no comma. */
export const encodeKey = (key: string) => encodeURIComponent(key);

/**
 * What the scripts must know of a job: its priority, then a token for each thing it asks for. In the header of its record
 * they follow the due time and the schedule ("-" for none):
 *
 *     u=<window ms>,<key>       the unique key; the rule comes first where a job is made, and in the header
 *                               the window is the time it ends, in ms UTC, 0 for none
 *     c=<limit>,<key>           the concurrency key
 *     r=<limit>,<per ms>,<key>  the rate key
 *     x=<s>,<f>,<c>             how long it is kept once it has ended, in ms, by how it ended
 *     p=<c|w|r><number>         what a parent's failure does (cancel, wait, run), and how many parents there are
 *     b=<batch id>              the batch that counts it
 */
export function headOf(priority: number, body: JobBody, isMember = false): string {
  const { q: unique, c: slots, r: rate, x: kept, p: parents, o: policy, i: batchId } = body;
  let head = String(priority);
  if (unique) head += ` u=${unique.onConflict},${unique.windowMs ?? 0},${encodeKey(unique.key)}`;
  if (slots) head += ` c=${slots.limit},${encodeKey(slots.key)}`;
  if (rate) head += ` r=${rate.limit},${rate.perMs},${encodeKey(rate.key)}`;
  if (kept) head += ` x=${kept.succeededMs ?? ""},${kept.failedMs ?? ""},${kept.cancelledMs ?? ""}`;
  if (parents) head += ` p=${(policy ?? "cancel")[0]}${parents.length}`;
  if (batchId !== undefined && isMember) head += ` b=${batchId}`;
  return head;
}

/** Who paused a queue, why, and when it ends by itself. */
export interface QueuePause {
  by: string;
  atMs: number;
  reason: string | null;
  untilMs?: number | null;
}

/** The letters of the hash `state`: waiting (scheduled or ready), blocked, running, succeeded, failed, cancelled. */
export type StateLetter = "w" | "b" | "r" | "s" | "f" | "c";

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

/** How a job stands in the lists and sets it waits and runs in: by its bare id the first time, then as `id|delivery`. */
export function entryOf(localId: string, delivery: number): string {
  return delivery === 1 ? localId : `${localId}|${delivery}`;
}

export function parseEntry(entry: string): { localId: string; delivery: number } {
  if (entry.length === ENTRY_ID_LENGTH) return { localId: entry, delivery: 1 };
  return {
    localId: entry.slice(0, ENTRY_ID_LENGTH),
    delivery: Number(entry.slice(ENTRY_ID_LENGTH + 1)),
  };
}

import type { Redis } from "ioredis";
import { HIGHEST_PRIORITY, LOWEST_PRIORITY } from "../jobs/options.ts";
import type { QueueLimits } from "../jobs/limits.ts";
import { JOB_STATES, type JobState } from "../jobs/states.ts";
import type { JobError, Progress } from "../jobs/job.ts";
import { answersOf } from "../redis/answers.ts";
import { queueTag } from "../redis/keys.ts";
import { runScript } from "../redis/script.ts";
import {
  type AttemptRecord,
  encodeKey,
  ENTRY_ID_LENGTH,
  entryOf,
  type Envelope,
  parseEnvelope,
  parseState,
  type QueuePause,
  type StateLetter,
  type StateRecord,
} from "./record.ts";
import { scripts } from "./scripts.generated.ts";

export const LEVELS = Array.from(
  { length: HIGHEST_PRIORITY - LOWEST_PRIORITY + 1 },
  (_, index) => HIGHEST_PRIORITY - index,
);
const PRIORITY_SCALE = 16;
/** How many holders of a key's slots a page names. */
const MOST_HOLDERS = 20;
const MOST_LOG_LINES = 1_000;

/** The states that one sorted set holds. What is ready is in lists, and in the lines of keys. */
const COUNTED_SETS = JOB_STATES.filter((state) => state !== "ready");

/** A job as the store has it. */
export interface StoredJob {
  queue: string;
  localId: string;
  state: JobState;
  envelope: Envelope;
  record: StateRecord;
  /** When it will be ready; null unless scheduled. */
  dueMs: number | null;
  progress: Progress | null;
  cancelRequestedBy: string | null;
  lastError: JobError | null;
}

/** Why a ready job is not claimed though slots are free. */
export interface StoredHoldup {
  kind: "concurrency" | "rate";
  key: string;
  runningIds: string[];
  untilMs: number | null;
}

export interface JobDetail extends StoredJob {
  attempts: AttemptRecord[];
  /** JSON; null for none. */
  result: string | null;
  holdup: StoredHoldup | null;
}

const BY_LETTER: Partial<Record<StateLetter, JobState>> = {
  b: "blocked",
  r: "running",
  s: "succeeded",
  f: "failed",
  c: "cancelled",
};

/** What can be asked about one queue's jobs. Changes nothing; nothing here grows with the number of jobs. */
export class QueueReads {
  readonly name: string;
  readonly tag: string;
  readonly #redis: Redis;

  constructor(redis: Redis, prefix: string, name: string) {
    this.#redis = redis;
    this.name = name;
    this.tag = queueTag(prefix, name);
  }

  async counts(): Promise<Record<JobState, number>> {
    const { tag } = this;
    const pipeline = this.#redis.pipeline();
    for (const set of COUNTED_SETS) pipeline.zcard(`${tag}:${set}`);
    pipeline.zcard(`${tag}:parked`).scard(`${tag}:dropped`);
    for (const level of LEVELS) pipeline.llen(`${tag}:ready:${level}`);
    const numbers = (await answersOf(pipeline)).map(Number);
    const [parked = 0, dropped = 0, ...ready] = numbers.slice(COUNTED_SETS.length);
    const counts = noJobs();
    COUNTED_SETS.forEach((state, index) => (counts[state] = numbers[index]!));
    counts.ready = ready.reduce((sum, length) => sum + length, parked - dropped);
    return counts;
  }

  async pause(): Promise<QueuePause | null> {
    const text = await this.#redis.hget(`${this.tag}:meta`, "paused");
    return text ? (JSON.parse(text) as QueuePause) : null;
  }

  async limits(): Promise<QueueLimits> {
    const [most, limit, perMs] = await this.#redis.hmget(
      `${this.tag}:meta`,
      "mostRunning",
      "rateLimit",
      "ratePerMs",
    );
    return {
      concurrency: most ? Number(most) : null,
      rate: limit ? { limit: Number(limit), perMs: Number(perMs) } : null,
    };
  }

  /** How many ready jobs wait in the line of a key. */
  parked(): Promise<number> {
    return this.#redis.zcard(`${this.tag}:parked`);
  }

  /** The line a ready job waits in, if it does, and who holds the slots of its key. */
  async holdup(job: StoredJob): Promise<StoredHoldup | null> {
    const { c: slots, r: rate } = job.envelope.body;
    if (!slots && !rate) return null;
    const entry = entryOf(job.localId, job.record.delivery);
    const [busy, starts] = [slots?.key ?? "", rate?.key ?? ""].map(encodeKey) as [string, string];
    const [inSlots, inRate, holders, wakeMs] = await Promise.all([
      this.#redis.zscore(`${this.tag}:line:c:${busy}`, entry),
      this.#redis.zscore(`${this.tag}:line:r:${starts}`, entry),
      this.#redis.srandmember(`${this.tag}:busy:${busy}`, MOST_HOLDERS),
      this.#redis.zscore(`${this.tag}:wakes`, `r:${starts}`),
    ]);
    if (slots && inSlots !== null) {
      const runningIds = holders.map((each) => each.slice(0, ENTRY_ID_LENGTH)).toSorted();
      return { kind: "concurrency", key: slots.key, runningIds, untilMs: null };
    }
    if (rate && inRate !== null)
      return { kind: "rate", key: rate.key, runningIds: [], untilMs: Number(wakeMs) || null };
    return null;
  }

  /** The local id at the head of each ready list: the candidates for the one that has waited longest. */
  async readyHeads(): Promise<string[]> {
    const pipeline = this.#redis.pipeline();
    for (const level of LEVELS) pipeline.lindex(`${this.tag}:ready:${level}`, 0);
    return (await answersOf(pipeline)).flatMap((entry) =>
      entry ? [(entry as string).slice(0, 26)] : [],
    );
  }

  async nextScheduledMs(): Promise<number | null> {
    const [, score] = await this.#redis.zrange(`${this.tag}:scheduled`, 0, "0", "WITHSCORES");
    return score === undefined ? null : Math.floor(Number(score) / PRIORITY_SCALE);
  }

  /** How many scheduled jobs are due in each hour from `fromMs`, for `hours` hours. */
  async scheduledPerHour(fromMs: number, hours: number): Promise<number[]> {
    const pipeline = this.#redis.pipeline();
    for (let hour = 0; hour < hours; hour++) {
      const startMs = fromMs + hour * 3_600_000;
      pipeline.zcount(
        `${this.tag}:scheduled`,
        startMs * PRIORITY_SCALE,
        `(${(startMs + 3_600_000) * PRIORITY_SCALE}`,
      );
    }
    return (await answersOf(pipeline)).map(Number);
  }

  failedSince(sinceMs: number): Promise<number> {
    return this.#redis.zcount(`${this.tag}:failed`, sinceMs, "+inf");
  }

  /** What was written about jobs, "" for one that is gone; as many as a megabyte holds, and one at least. */
  async glance(localIds: string[]): Promise<string[]> {
    return (await runScript(this.#redis, scripts.glance, this.tag, localIds)) as string[];
  }

  /** Jobs by id, in the order asked for; those that are gone are left out. */
  async jobs(localIds: string[]): Promise<StoredJob[]> {
    if (localIds.length === 0) return [];
    const { tag } = this;
    const [envelopes, states, progress] = await Promise.all([
      this.#redis.hmget(`${tag}:jobs`, ...localIds),
      this.#redis.hmget(`${tag}:state`, ...localIds),
      this.#redis.hmget(`${tag}:progress`, ...localIds),
    ]);
    const found = localIds.flatMap((localId, index) => {
      const text = envelopes[index];
      return text
        ? [
            {
              localId,
              envelope: parseEnvelope(text),
              record: parseState(states[index]),
              progress: progress[index],
            },
          ]
        : [];
    });
    const pipeline = this.#redis.pipeline();
    for (const { localId, record } of found) {
      const entry = entryOf(localId, record.delivery);
      pipeline.zscore(`${tag}:scheduled`, entry);
      pipeline.hget(`${tag}:cancelling`, entry);
      pipeline.lindex(`${tag}:attempts:${localId}`, -1);
    }
    const rest = (await answersOf(pipeline)) as (string | null)[];
    return found.map(({ localId, envelope, record, progress: progressText }, index) => {
      const [score, askedBy, attempt] = rest.slice(index * 3, index * 3 + 3) as [
        string | null,
        string | null,
        string | null,
      ];
      return {
        queue: this.name,
        localId,
        state: BY_LETTER[record.letter] ?? (score === null ? "ready" : "scheduled"),
        envelope,
        record,
        dueMs: score === null ? null : Math.floor(Number(score) / PRIORITY_SCALE),
        progress: progressText ? (JSON.parse(progressText) as Progress) : null,
        cancelRequestedBy: askedBy === null ? null : decodeURIComponent(askedBy),
        lastError: attempt ? ((JSON.parse(attempt) as AttemptRecord).e ?? null) : null,
      };
    });
  }

  async job(localId: string): Promise<JobDetail | null> {
    const [job] = await this.jobs([localId]);
    if (!job) return null;
    const [attempts, result, holdup] = await Promise.all([
      this.#redis.lrange(`${this.tag}:attempts:${localId}`, 0, -1),
      this.result(localId),
      job.state === "ready" ? this.holdup(job) : null,
    ]);
    return {
      ...job,
      attempts: attempts.map((line) => JSON.parse(line) as AttemptRecord),
      result,
      holdup,
    };
  }

  /** JSON; null for none. A large one has a key of its own. */
  async result(localId: string): Promise<string | null> {
    const [small, large] = await Promise.all([
      this.#redis.hget(`${this.tag}:results`, localId),
      this.#redis.get(`${this.tag}:result:${localId}`),
    ]);
    return small ?? large;
  }

  async logs(localId: string): Promise<string[]> {
    return this.#redis.lrange(`${this.tag}:logs:${localId}`, -MOST_LOG_LINES, -1);
  }
}

export function noJobs(): Record<JobState, number> {
  return Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
}

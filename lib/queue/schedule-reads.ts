import type { Redis } from "ioredis";
import { answersOf } from "../redis/answers.ts";
import { queueTag } from "../redis/keys.ts";
import { parseState, type StateRecord } from "./record.ts";
import {
  type LedgerRecord,
  parseSchedule,
  parseStanding,
  type RevisionRecord,
  STANDING_FIELDS,
  type StoredSchedule,
  type StoredStanding,
} from "./stored-schedule.ts";

/** Ten thousand schedules must not hold up what else a process does. */
const STANDINGS_AT_ONCE = 100;

/** What is alive of a schedule, and what became of its newest planned times. */
export interface ScheduleNews {
  /** Local ids of runs that have not ended, ascending. */
  live: string[];
  /** Planned times that wait for a run to end. */
  pending: number;
  /** The newest first. */
  ledger: LedgerRecord[];
}

/** Looks at one queue's schedules, and changes nothing. */
export class ScheduleReads {
  readonly queue: string;
  readonly tag: string;
  readonly #redis: Redis;

  constructor(redis: Redis, prefix: string, queue: string) {
    this.#redis = redis;
    this.queue = queue;
    this.tag = queueTag(prefix, queue);
  }

  async get(id: string): Promise<StoredSchedule | null> {
    const fields = await this.#redis.hgetall(`${this.tag}:schedule:${id}`);
    return fields.definition ? parseSchedule(id, this.queue, fields) : null;
  }

  async many(ids: string[]): Promise<(StoredSchedule | null)[]> {
    const pipeline = this.#redis.pipeline();
    for (const id of ids) pipeline.hgetall(`${this.tag}:schedule:${id}`);
    return (await answersOf(pipeline)).map((fields, index) => {
      const known = fields as Record<string, string>;
      return known.definition ? parseSchedule(ids[index]!, this.queue, known) : null;
    });
  }

  /** All that live, or all that were cancelled within 30 days; oldest first. */
  async list(which: "living" | "cancelled" = "living"): Promise<StoredSchedule[]> {
    const key = which === "living" ? "schedules" : "tombstones";
    const ids = await this.#redis.zrange(`${this.tag}:${key}`, 0, "-1");
    return (await this.many(ids)).filter((stored) => stored !== null);
  }

  /** How all stand that live, some at a time. */
  async *standings(): AsyncGenerator<StoredStanding[]> {
    const ids = await this.#redis.zrange(`${this.tag}:schedules`, 0, "-1");
    for (let at = 0; at < ids.length; at += STANDINGS_AT_ONCE)
      yield this.#standingsOf(ids.slice(at, at + STANDINGS_AT_ONCE));
  }

  async #standingsOf(ids: string[]): Promise<StoredStanding[]> {
    const pipeline = this.#redis.pipeline();
    for (const id of ids) pipeline.hmget(`${this.tag}:schedule:${id}`, ...STANDING_FIELDS);
    const answers = (await answersOf(pipeline)) as (string | null)[][];
    // One that has gone meanwhile has no state.
    return answers.flatMap((fields, index) =>
      fields[0] ? [parseStanding(ids[index]!, fields)] : [],
    );
  }

  async news(ids: string[], mostLines: number): Promise<ScheduleNews[]> {
    const pipeline = this.#redis.pipeline();
    for (const id of ids) {
      pipeline.smembers(`${this.tag}:live:${id}`);
      pipeline.llen(`${this.tag}:pending:${id}`);
      pipeline.lrange(`${this.tag}:ledger:${id}`, 0, mostLines - 1);
    }
    const answers = await answersOf(pipeline);
    return ids.map((_, index) => ({
      live: (answers[index * 3] as string[]).toSorted(),
      pending: answers[index * 3 + 1] as number,
      ledger: (answers[index * 3 + 2] as string[]).map((line) => JSON.parse(line) as LedgerRecord),
    }));
  }

  /** The planned times that wait for a run to end, the next first. */
  async pending(id: string): Promise<number[]> {
    const entries = await this.#redis.lrange(`${this.tag}:pending:${id}`, 0, "-1");
    return entries.map((entry) => Number(entry.split(" ")[1]));
  }

  /** The newest decisions first. */
  async ledger(id: string, most: number): Promise<LedgerRecord[]> {
    const lines = await this.#redis.lrange(`${this.tag}:ledger:${id}`, 0, most - 1);
    return lines.map((line) => JSON.parse(line) as LedgerRecord);
  }

  /** The newest first. */
  async revisions(id: string): Promise<RevisionRecord[]> {
    const lines = await this.#redis.lrange(`${this.tag}:revisions:${id}`, 0, "-1");
    return lines.map((line) => JSON.parse(line) as RevisionRecord);
  }

  /** By which rules of zones the next times were computed, such as "2026a"; null when none were. */
  async tzVersion(): Promise<string | null> {
    return this.#redis.hget(`${this.tag}:meta`, "tz");
  }

  /** What changes about each job; null for one that was never claimed, or is gone. */
  async stateRecords(localIds: string[]): Promise<(StateRecord | null)[]> {
    if (localIds.length === 0) return [];
    const states = await this.#redis.hmget(`${this.tag}:state`, ...localIds);
    return states.map((state) => (state ? parseState(state) : null));
  }

  /** Which of these jobs are kept. */
  async known(localIds: string[]): Promise<Set<string>> {
    const pipeline = this.#redis.pipeline();
    for (const localId of localIds) pipeline.hexists(`${this.tag}:jobs`, localId);
    const answers = await answersOf(pipeline);
    return new Set(localIds.filter((_, index) => answers[index] === 1));
  }
}

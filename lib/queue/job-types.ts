import type { Redis } from "ioredis";
import { queueTag } from "../redis/keys.ts";
import { parseEnvelope } from "./record.ts";

/** An envelope can weigh a megabyte: so many are read at a time. */
const MOST_READ = 100;
const MOST_KEPT = 10_000;

/** Of which types jobs are. A type never changes, and a job is asked for at each of its states: the newest are kept. */
export class JobTypes {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #kept = new Map<string, string>();

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** By local id; a job that is gone has no entry. */
  async of(queue: string, localIds: string[]): Promise<Map<string, string>> {
    const tag = queueTag(this.#prefix, queue);
    const types = new Map<string, string>();
    const unknown: string[] = [];
    for (const localId of localIds) {
      const kept = this.#kept.get(`${tag}${localId}`);
      if (kept === undefined) unknown.push(localId);
      else types.set(localId, kept);
    }
    for (let at = 0; at < unknown.length; at += MOST_READ) {
      const part = unknown.slice(at, at + MOST_READ);
      const envelopes = await this.#redis.hmget(`${tag}:jobs`, ...part);
      for (const [index, localId] of part.entries()) {
        const envelope = envelopes[index];
        if (!envelope) continue;
        const type = parseEnvelope(envelope).body.n;
        types.set(localId, type);
        this.#keep(`${tag}${localId}`, type);
      }
    }
    return types;
  }

  #keep(key: string, type: string): void {
    this.#kept.set(key, type);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

import type { Redis } from "ioredis";
import type { BatchCounts, Relative } from "../jobs/job-context.ts";
import { parseJobId } from "../jobs/names.ts";
import { readBatch, readRelatives } from "../queue/relatives.ts";

/** What a running job can ask about the jobs it has to do with. */
export class Relatives {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  parents(ids: string[]): Promise<Relative[]> {
    return readRelatives(this.#redis, this.#prefix, ids);
  }

  async batch(id: string | null): Promise<BatchCounts | null> {
    const address = id === null ? null : parseJobId(id);
    const stored = address && (await readBatch(this.#redis, this.#prefix, address));
    if (!stored) return null;
    const { name, total, succeeded, failed, cancelled } = stored;
    return { id: id!, name: name || null, total, succeeded, failed, cancelled };
  }
}

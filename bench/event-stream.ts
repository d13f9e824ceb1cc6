import { Redis } from "ioredis";

export interface StreamEntry {
  /** When it was written, by Redis' clock: it is in the entry's id. */
  atMs: number;
  fields: string[];
}

const MOST_A_READ = 1_000;

/** Reads a stream from where it last stopped. */
export class EventStream {
  readonly #redis: Redis;
  readonly #key: string;
  #after = "-";

  constructor(redisUrl: string, key: string) {
    this.#redis = new Redis(redisUrl, { lazyConnect: true });
    this.#key = key;
  }

  /** All that is new. */
  async read(): Promise<StreamEntry[]> {
    const entries: StreamEntry[] = [];
    for (;;) {
      const found = await this.#redis.xrange(this.#key, this.#after, "+", "COUNT", MOST_A_READ);
      for (const [id, fields] of found) entries.push({ atMs: Number(id.split("-")[0]), fields });
      const last = found.at(-1);
      if (last) this.#after = `(${last[0]}`;
      if (found.length < MOST_A_READ) return entries;
    }
  }

  close(): void {
    this.#redis.disconnect();
  }
}

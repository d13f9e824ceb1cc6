import { Redis } from "ioredis";

/** What Redis itself says of the work it did. */
export class RedisFigures {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url);
  }

  async empty(): Promise<void> {
    await this.#redis.flushall("SYNC");
    await this.#redis.config("RESETSTAT");
  }

  /** Bytes of data, allocator overhead included, and without what clients and scripts hold. */
  async usedBytes(): Promise<number> {
    const stats = (await this.#redis.call("MEMORY", "STATS")) as
      (string | number)[] | Record<string, number>;
    if (!Array.isArray(stats)) return Number(stats["dataset.bytes"]);
    return Number(stats[stats.indexOf("dataset.bytes") + 1]);
  }

  /** Commands run since RESETSTAT, those inside scripts too. */
  async commands(): Promise<number> {
    const info = await this.#redis.info("commandstats");
    let calls = 0;
    for (const [, name, count] of info.matchAll(/cmdstat_(\S+?):calls=(\d+)/g))
      if (!/^(info|config)/.test(name!)) calls += Number(count);
    return calls;
  }

  close(): void {
    this.#redis.disconnect();
  }
}

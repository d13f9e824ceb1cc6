import { Redis } from "ioredis";

/** What Redis itself says of the work it did. */
export class RedisFigures {
  readonly #url: string;
  readonly #redis: Redis;

  constructor(url: string) {
    this.#url = url;
    this.#redis = new Redis(url);
  }

  async empty(): Promise<void> {
    await this.#redis.flushall("SYNC");
    await this.#redis.config("RESETSTAT");
  }

  /** Bytes of keys and values, the tables that hold the keys included; without what clients and scripts take. */
  async usedBytes(): Promise<number> {
    const stats = asRecord(await this.#redis.call("MEMORY", "STATS"));
    let bytes = Number(stats["dataset.bytes"]);
    for (const [name, value] of Object.entries(stats))
      if (/^db\.\d+$/.test(name))
        for (const part of Object.values(asRecord(value))) bytes += Number(part);
    return bytes;
  }

  /** Commands run since the last `empty`, those inside scripts too. */
  async commands(): Promise<number> {
    const info = await this.#redis.info("commandstats");
    let calls = 0;
    for (const [, name, count] of info.matchAll(/cmdstat_(\S+?):calls=(\d+)/g))
      if (!/^(info|config)/.test(name!)) calls += Number(count);
    return calls;
  }

  /**
   * Counts what clients send while `work` runs. Redis' own counters know no difference between that and what scripts
   * do inside; MONITOR does, and slows Redis down, so nothing else is measured meanwhile.
   */
  async callsDuring(work: () => Promise<void>): Promise<number> {
    const connection = new Redis(this.#url);
    const monitor = await connection.monitor();
    let calls = 0;
    monitor.on("monitor", (_time: string, _command: string[], source: string) => {
      if (source !== "lua") calls++;
    });
    try {
      await work();
    } finally {
      monitor.disconnect();
      connection.disconnect();
    }
    return calls;
  }

  close(): void {
    this.#redis.disconnect();
  }
}

/** A map of Redis': a flat list of names and values in RESP2, an object in RESP3. */
function asRecord(reply: unknown): Record<string, unknown> {
  if (!Array.isArray(reply)) return reply as Record<string, unknown>;
  return Object.fromEntries(
    Array.from({ length: reply.length / 2 }, (_, at) => [reply[at * 2], reply[at * 2 + 1]]),
  ) as Record<string, unknown>;
}

import type { Redis } from "ioredis";

/** How long Redis itself worked on each script, by its slow log: no network and no driver in it. */
export class SlowLog {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async start(): Promise<void> {
    await this.#redis.config("SET", "slowlog-max-len", "100000");
    await this.#redis.config("SET", "slowlog-log-slower-than", "0");
    await this.#redis.slowlog("RESET");
  }

  /** µs of each script call since the start or the last time, in their order. */
  async take(): Promise<number[]> {
    const entries = (await this.#redis.slowlog("GET", -1)) as [number, number, number, string[]][];
    await this.#redis.slowlog("RESET");
    return entries
      .filter(([, , , [command]]) => command?.toLowerCase() === "evalsha")
      .map(([, , us]) => us)
      .toReversed();
  }
}

import type { Redis } from "ioredis";

/** Longer than a command inside a script takes, which Redis logs too, and shorter than any script here. */
const LOGGED_FROM_US = 100;

/** How long Redis itself worked on each script, by its slow log: no network and no driver in it. */
export class SlowLog {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async start(): Promise<void> {
    await this.#redis.config("SET", "slowlog-max-len", "100000");
    await this.#redis.config("SET", "slowlog-log-slower-than", LOGGED_FROM_US);
    await this.#redis.slowlog("RESET");
  }

  /** µs of each script call since the start or the last time, in their order. @throws when some are not there */
  async take(calls: number): Promise<number[]> {
    const entries = (await this.#redis.slowlog("GET", -1)) as [number, number, number, string[]][];
    await this.#redis.slowlog("RESET");
    const scripts = entries.filter(([, , , [command]]) => command?.toLowerCase() === "evalsha");
    if (scripts.length !== calls)
      throw new Error(`The slow log has ${scripts.length} of ${calls} scripts.`);
    return scripts.map(([, , us]) => us).toReversed();
  }
}

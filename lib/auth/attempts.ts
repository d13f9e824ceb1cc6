import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { registryTag } from "../redis/keys.ts";
import { runScript, scriptOf } from "../redis/script.ts";

export interface Allowance {
  /** So many within the span. */
  limit: number;
  spanMs: number;
}

// When Redis is full, too: all that anybody changes is counted first, what makes room as well.
const NOTE = scriptOf(`#!lua flags=allow-oom
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }
`);
/** One that is counted no more after its span must not be counted below nothing, and for ever. */
const TAKE_BACK = scriptOf(`#!lua flags=allow-oom
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
`);

/** Counts attempts by whoever makes them, in fixed spans, for all web processes together. */
export class Attempts {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  /** Notes one. Answers null while it is allowed, else the ms until the next may be made. */
  async note(what: string, who: string, { limit, spanMs }: Allowance): Promise<number | null> {
    const answer = await runScript(this.#redis, NOTE, this.#key(what, who), [spanMs]);
    const [count, leftMs] = answer as [number, number];
    return count > limit ? Math.max(leftMs, 1) : null;
  }

  /** For one that turned out to be none. */
  async takeBack(what: string, who: string): Promise<void> {
    await runScript(this.#redis, TAKE_BACK, this.#key(what, who), []);
  }

  /** Whoever it is may have said anything that fits into a request: a hash fits into a key. */
  #key(what: string, who: string): string {
    const hash = createHash("sha256").update(who).digest("base64url");
    return `${this.#tag}:attempts:${what}:${hash}`;
  }
}

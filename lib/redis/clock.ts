import type { Redis } from "ioredis";
import type { Clock } from "../clock.ts";

/** What was seen for so long counts, and for as long again: two clocks drift apart. */
const SPAN_MS = 5_000;
/** An answer that makes Redis look this much earlier is late, or Redis' clock was turned back: so many in a row are not all late. */
const FAR_MS = 50;
const MOST_LATE = 5;

/** Asks Redis for the time. */
export async function timeOfRedis(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}

/**
 * Redis' clock as this process sees it. The scripts tell the time in their answers. Delay on the way back only ever makes Redis
 * look earlier than it is, so the answer that makes it look latest is the one to go by.
 */
export class RedisClock {
  readonly #local: Clock;
  /** The greatest difference seen in this span, and in the one before it. */
  #greatestMs = Number.NEGATIVE_INFINITY;
  #formerMs = Number.NEGATIVE_INFINITY;
  #spanEndsMs = Number.POSITIVE_INFINITY;
  #offsetMs = 0;
  #late = 0;

  constructor(local: Clock) {
    this.#local = local;
  }

  /** Takes note of a time that Redis just answered. */
  observe(redisNowMs: number): void {
    const localMs = this.#local();
    const offsetMs = redisNowMs - localMs;
    this.#late = offsetMs < this.#offsetMs - FAR_MS ? this.#late + 1 : 0;
    if (this.#spanEndsMs === Number.POSITIVE_INFINITY || this.#late === MOST_LATE) {
      this.#greatestMs = Number.NEGATIVE_INFINITY;
      this.#spanEndsMs = localMs;
      this.#late = 0;
    }
    if (localMs >= this.#spanEndsMs) {
      this.#formerMs = this.#greatestMs;
      this.#greatestMs = Number.NEGATIVE_INFINITY;
      this.#spanEndsMs = localMs + SPAN_MS;
    }
    this.#greatestMs = Math.max(this.#greatestMs, offsetMs);
    this.#offsetMs = Math.max(this.#greatestMs, this.#formerMs);
  }

  now(): number {
    return Math.floor(this.exactNow());
  }

  /** With a fraction, as far as the local clock has one. */
  exactNow(): number {
    return this.#local() + this.#offsetMs;
  }
}

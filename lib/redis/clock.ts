import type { Clock } from "../clock.ts";

/**
 * Redis' clock as this process sees it. The scripts tell the time in their answers; the smallest difference seen is
 * the best estimate, since delay on the way back only ever makes Redis look earlier than it is.
 */
export class RedisClock {
  readonly #local: Clock;
  #offsetMs = 0;
  #known = false;

  constructor(local: Clock) {
    this.#local = local;
  }

  /** Takes note of a time that Redis just answered. */
  observe(redisNowMs: number): void {
    const offsetMs = redisNowMs - this.#local();
    // Half of a difference beyond jitter is taken at once, so that a stepped clock is followed and a slow answer is not.
    this.#offsetMs = this.#known
      ? this.#offsetMs +
        (offsetMs - this.#offsetMs) * (Math.abs(offsetMs - this.#offsetMs) > 100 ? 0.5 : 0.05)
      : offsetMs;
    this.#known = true;
  }

  now(): number {
    return Math.round(this.#local() + this.#offsetMs);
  }
}

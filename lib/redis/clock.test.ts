import { beforeEach, describe, expect, it } from "vitest";
import { RedisClock } from "./clock.ts";

describe("Redis' clock as a process sees it", () => {
  let localMs: number;
  let clock: RedisClock;
  /** An answer that was so long on its way, of a Redis that is so far ahead. */
  const observe = (delayMs: number, aheadMs: number) => clock.observe(localMs + aheadMs - delayMs);

  beforeEach(() => {
    localMs = 1_000_000;
    clock = new RedisClock(() => localMs);
  });

  it("is the local clock until something is known", () => {
    expect(clock.now()).toBe(1_000_000);
  });

  it("goes by the quickest answer: a slow one before or after changes nothing", () => {
    for (const delayMs of [300, 2, 0.25, 7, 40]) observe(delayMs, 10_000);
    expect(clock.exactNow()).toBe(1_009_999.75);
    observe(500, 10_000);
    expect(clock.exactNow()).toBe(1_009_999.75);
    expect(clock.now()).toBe(1_009_999);
  });

  it("follows a clock that is put forward with the next answer", () => {
    observe(0, 0);
    observe(1, 3_600_000);
    expect(clock.now()).toBe(1_000_000 + 3_600_000 - 1);
  });

  it("follows a clock that is turned back after a few answers, which one that is late does not look like", () => {
    observe(0, 0);
    for (let answers = 0; answers < 4; answers++) observe(0, -3_600_000);
    expect(clock.now()).toBe(1_000_000);
    observe(0, -3_600_000);
    expect(clock.now()).toBe(1_000_000 - 3_600_000);
  });

  it("forgets what it saw long ago: clocks drift", () => {
    observe(0, 20);
    for (let seconds = 1; seconds <= 11; seconds++) {
      localMs += 1_000;
      observe(1, 0);
    }
    expect(clock.now()).toBe(localMs - 1);
  });

  it("keeps the quickest answer of a span for one more", () => {
    observe(0, 0);
    localMs += 6_000;
    observe(9, 0);
    expect(clock.now()).toBe(localMs);
  });
});

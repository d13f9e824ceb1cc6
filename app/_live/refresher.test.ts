import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refresher } from "./refresher.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Marks a key ten times a second for ten seconds. Answers how often it was read. */
async function readsOf(tookMs: number): Promise<number> {
  let reads = 0;
  const refresher = new Refresher(async () => {
    reads++;
    await new Promise((read) => setTimeout(read, tookMs));
  });
  for (let at = 0; at < 100; at++) {
    refresher.mark(["key"]);
    await vi.advanceTimersByTimeAsync(100);
  }
  refresher.stop();
  return reads;
}

describe("what changes all the time", () => {
  it("is read at once, and then twice a second", async () => {
    expect(await readsOf(10)).toBe(21);
  });

  it("is read for a tenth of the time at most, when reading takes long", async () => {
    expect(await readsOf(300)).toBe(4);
  });
});

describe("what somebody has just changed", () => {
  it("is read at once, however long reading takes, and once more when a read was under way", async () => {
    const startedMs: number[] = [];
    const sinceMs = performance.now();
    const refresher = new Refresher(async () => {
      startedMs.push(Math.round(performance.now() - sinceMs));
      await new Promise((read) => setTimeout(read, 1_000));
    });
    refresher.mark(["key"]);
    await vi.advanceTimersByTimeAsync(500);
    refresher.hurry(["key"]);
    await vi.advanceTimersByTimeAsync(5_000);
    refresher.mark(["key"]);
    await vi.advanceTimersByTimeAsync(1_000);
    refresher.stop();
    expect(startedMs).toEqual([0, 1_000]);
  });
});

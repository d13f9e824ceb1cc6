import { describe, expect, it } from "vitest";
import {
  Backoff,
  backoffCurve,
  backoffDelayMs,
  CUSTOM_BACKOFF,
  DEFAULT_BACKOFF,
} from "./backoff.ts";

const kinds = {
  exponential: DEFAULT_BACKOFF,
  fixed: Backoff.parse({ kind: "fixed", delayMs: 300 }),
};

describe("a backoff", () => {
  it("doubles up to its bound, or stays as it is", () => {
    const near = { ...kinds.exponential, maxDelayMs: 5_000 };
    expect(backoffCurve(near, 6)).toEqual({
      delaysMs: [1_000, 2_000, 4_000, 5_000, 5_000],
      spread: 0.2,
    });
    expect(backoffCurve(kinds.fixed, 3)).toEqual({ delaysMs: [300, 300], spread: 0.2 });
  });

  it("has no wait for one attempt, and no number beyond its bound for a hundred", () => {
    expect(backoffCurve(kinds.exponential, 1)?.delaysMs).toEqual([]);
    expect(backoffCurve(kinds.exponential, 100)?.delaysMs.at(-1)).toBe(3_600_000);
  });

  it.each(Object.values(kinds))("spreads each wait by no more than its curve says", (backoff) => {
    const { delaysMs, spread } = backoffCurve(backoff, 5)!;
    for (const [index, delayMs] of delaysMs.entries()) {
      expect(backoffDelayMs(backoff, index + 1, 0)).toBe(delayMs * (1 - spread));
      expect(backoffDelayMs(backoff, index + 1, 0.999999)).toBeCloseTo(delayMs * (1 + spread), -1);
    }
  });

  it("of a job type's own has no curve, and cannot be asked for by name", () => {
    expect(backoffCurve(CUSTOM_BACKOFF, 5)).toBeNull();
    expect(Backoff.safeParse({ kind: "custom" }).success).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { ulidFrom, UlidFactory, ulidTimeMs } from "./ulid.ts";

const NOW_MS = 1_795_641_486_651;

describe("ids", () => {
  it("are 26 digits of Crockford's base 32, and tell their time", () => {
    const id = new UlidFactory().next(NOW_MS);
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(ulidTimeMs(id)).toBe(NOW_MS);
  });

  it("grow, in one millisecond and over many, and when the clock steps back", () => {
    const ids = new UlidFactory();
    const times = [
      ...Array.from({ length: 5_000 }, () => NOW_MS),
      ...Array.from({ length: 100 }, (_, at) => NOW_MS + 1 + Math.floor(at / 3)),
      ...Array.from({ length: 2_000 }, () => NOW_MS - 1_000),
    ];
    const made = times.map((ms) => ids.next(ms));
    expect(made).toEqual([...new Set(made)].toSorted());
  });

  it("of two factories differ", () => {
    expect(new UlidFactory().next(NOW_MS)).not.toBe(new UlidFactory().next(NOW_MS));
  });

  it("from a seed are the same for the same seed", () => {
    const seed = new Uint8Array(32).fill(7);
    expect(ulidFrom(NOW_MS, seed)).toBe(ulidFrom(NOW_MS, seed));
    expect(ulidTimeMs(ulidFrom(NOW_MS, seed))).toBe(NOW_MS);
  });
});

import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";

const START_MS = Date.UTC(2026, 0, 1);
const CREATED_MS = START_MS + 123;
const every = (more: object, within = {}) =>
  compile(
    { trigger: { kind: "every", everyMs: 1_000, ...more }, ...within },
    { anchorMs: CREATED_MS },
  );

describe("an interval", () => {
  it("is computed from its anchor: after ten thousand it has not drifted", () => {
    const trigger = every({});
    let at = CREATED_MS;
    for (let run = 1; run <= 10_000; run++) {
      at = trigger.next(at)!;
      expect(at).toBe(CREATED_MS + run * 1_000);
    }
  });

  it("keeps within its start and its end, both included", () => {
    const bounded = every({}, { startAt: START_MS, endAt: START_MS + 2_000 });
    expect(bounded.next(0)).toBe(START_MS);
    expect(bounded.next(START_MS + 1_000)).toBe(START_MS + 2_000);
    expect(bounded.next(START_MS + 2_000)).toBeNull();
    expect(bounded.previous(START_MS - 1)).toBeNull();
    expect(bounded.previous(START_MS)).toBe(START_MS);
    expect(bounded.previous(START_MS + 99_000)).toBe(START_MS + 2_000);
    expect(bounded.count(0, START_MS + 99_000)).toBe(3);
  });

  it("counts from its start, from its creation, from 1970 or from an instant", () => {
    expect(every({}, { startAt: START_MS }).next(START_MS)).toBe(START_MS + 1_000);
    expect(every({ anchor: "start" }).next(START_MS + 200)).toBe(CREATED_MS + 1_000);
    expect(every({ anchor: "epoch" }).next(CREATED_MS)).toBe(START_MS + 1_000);
    expect(every({ anchor: START_MS + 7 }).next(CREATED_MS)).toBe(START_MS + 1_007);
    expect(every({ anchor: START_MS + 90_007 }).next(CREATED_MS)).toBe(START_MS + 1_007);
  });

  it("plans nothing after the year 9999", () => {
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    expect(every({ anchor: last }).next(last - 1)).toBe(last);
    expect(every({ anchor: last }).next(last)).toBeNull();
  });
});

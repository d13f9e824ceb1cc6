import { describe, expect, it } from "vitest";
import {
  compileOnce,
  describeOnce,
  instantOf,
  type OnceTrigger,
  validateOnce,
} from "./one-shot.ts";
import { refusalOf } from "./testing/refusal.ts";
import { Trigger } from "./timing.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 12);
const EVE_MS = Date.UTC(2026, 11, 24, 18);
const TEN_YEARS_MS = 315_360_000_000;

describe("a trigger of one run", () => {
  it.each<[OnceTrigger, number, string]>([
    [{ kind: "now" }, NOW_MS, "Once, now"],
    [{ kind: "at", at: EVE_MS }, EVE_MS, "Once, on 24 Dec 2026 at 18:00 UTC"],
    [{ kind: "at", at: EVE_MS + 30_000 }, EVE_MS + 30_000, "Once, on 24 Dec 2026 at 18:00:30 UTC"],
    [{ kind: "at", at: EVE_MS + 5 }, EVE_MS + 5, "Once, on 24 Dec 2026 at 18:00:00.005 UTC"],
    [{ kind: "in", ms: 0 }, NOW_MS, "Once, now"],
    [{ kind: "in", ms: 90_000 }, NOW_MS + 90_000, "Once, in 90 s"],
    [{ kind: "in", ms: 172_800_000 }, NOW_MS + 172_800_000, "Once, in 2 days"],
    [{ kind: "in", ms: TEN_YEARS_MS }, NOW_MS + TEN_YEARS_MS, "Once, in 3650 days"],
  ])("%j", (trigger, instant, words) => {
    expect(validateOnce(trigger)).toEqual(trigger);
    expect(instantOf(trigger, NOW_MS)).toBe(instant);
    expect(describeOnce(trigger)).toBe(words);
    const compiled = compileOnce(trigger, NOW_MS);
    expect(compiled.next(instant - 1)).toBe(instant);
    expect(compiled.next(instant)).toBeNull();
    expect(compiled.count(NOW_MS - 1, instant)).toBe(1);
  });

  it("E18: keeps an instant that has passed: it is late, not another", () => {
    const hourAgo = NOW_MS - 3_600_000;
    expect(compileOnce({ kind: "at", at: hourAgo }, NOW_MS).previous(NOW_MS)).toBe(hourAgo);
  });

  it.each<[string, unknown, string, string]>([
    ["a delay below none", { kind: "in", ms: -1 }, "ms", "0 to 315,360,000,000"],
    [
      "a delay beyond ten years",
      { kind: "in", ms: TEN_YEARS_MS + 1 },
      "ms",
      "0 to 315,360,000,000",
    ],
    ["a part of a millisecond", { kind: "in", ms: 1.5 }, "ms", "0 to 315,360,000,000"],
    ["no delay", { kind: "in" }, "ms", "0 to 315,360,000,000"],
    ["an instant before 1970", { kind: "at", at: -1 }, "at", "0 to 253,402,300,799,999"],
    ["a date in words", { kind: "at", at: "tomorrow" }, "at", "0 to 253,402,300,799,999"],
    ["a kind that repeats", { kind: "every", everyMs: 1_000 }, "kind", "now, at or in"],
    ["nothing", null, "trigger", "an object with a kind"],
    ["a field of another kind", { kind: "now", ms: 5 }, "ms", "the fields that are known"],
  ])("refuses %s", (_, trigger, field, legal) => {
    const refusal = refusalOf(() => validateOnce(trigger));
    expect(refusal.field).toBe(field);
    expect(refusal.message).toContain(legal);
  });

  it("is none that a schedule may have", () => {
    expect(Trigger.safeParse({ kind: "now" }).success).toBe(false);
    expect(Trigger.safeParse({ kind: "at", at: EVE_MS }).success).toBe(false);
    expect(Trigger.safeParse({ kind: "in", ms: 5 }).success).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { instantOfLocal, localText, rangeOfSpan } from "./time-range.ts";

const NOW_MS = Date.parse("2026-11-25T10:41:07.123Z");

describe("a span of time", () => {
  it("lies ahead for what is scheduled, and behind for everything else", () => {
    expect(rangeOfSpan("1h", "failed", NOW_MS)).toEqual({ from: "2026-11-25T09:41:00.000Z" });
    expect(rangeOfSpan("24h", undefined, NOW_MS)).toEqual({ from: "2026-11-24T10:41:00.000Z" });
    expect(rangeOfSpan("7d", "scheduled", NOW_MS)).toEqual({ to: "2026-12-02T10:42:00.000Z" });
  });
});

describe("a local time", () => {
  it("is shown and read on the clock of its zone", () => {
    const instant = "2026-03-29T01:30:00.000Z";
    expect(localText(instant, "Europe/Warsaw")).toBe("2026-03-29T03:30:00");
    expect(instantOfLocal("2026-03-29T03:30:00", "Europe/Warsaw")).toBe(instant);
  });

  it("is none where the clocks never show it, or nothing was typed", () => {
    expect(instantOfLocal("2026-03-29T02:30", "Europe/Warsaw")).toBeUndefined();
    expect(instantOfLocal("", "UTC")).toBeUndefined();
    expect(localText(undefined, "UTC")).toBe("");
  });
});

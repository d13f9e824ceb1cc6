import { describe, expect, it } from "vitest";
import { localOf, readLocal, tomorrowAt } from "./local-times.ts";

describe("a time on the clock of a zone", () => {
  it("is an instant, and comes back as it was", () => {
    const { instant } = readLocal("2026-03-29T03:30:00", "Europe/Warsaw");
    expect(instant).toBe("2026-03-29T01:30:00.000Z");
    expect(localOf(Date.parse(instant!), "Europe/Warsaw")).toBe("2026-03-29T03:30:00");
  });

  it("is told where the clocks never show it, or show it twice", () => {
    expect(readLocal("2026-03-29T02:30", "Europe/Warsaw").problem).toContain("never show");
    expect(readLocal("2026-10-25T02:30", "Europe/Warsaw")).toMatchObject({
      instant: "2026-10-25T00:30:00.000Z",
      note: expect.stringContaining("twice") as string,
    });
    expect(readLocal("", "UTC")).toEqual({});
  });
});

describe("tomorrow morning", () => {
  it("is on the clock of the zone, whatever it does at night", () => {
    const evening = Date.parse("2026-03-28T22:30:00Z");
    expect(tomorrowAt(8, "Europe/Warsaw", evening)).toBe("2026-03-29T06:00:00.000Z");
    expect(tomorrowAt(8, "UTC", evening)).toBe("2026-03-29T08:00:00.000Z");
    expect(tomorrowAt(8, "Asia/Tokyo", evening)).toBe("2026-03-29T23:00:00.000Z");
    expect(tomorrowAt(2.5, "Europe/Warsaw", evening)).toBe("2026-03-29T01:30:00.000Z");
  });
});

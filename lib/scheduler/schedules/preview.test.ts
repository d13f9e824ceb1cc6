import { describe, expect, it } from "vitest";
import { startSystem } from "../../testing/system.ts";

describe("the preview of a trigger", () => {
  it("begins with what runs at once, and with one interval without it", async () => {
    const { service } = startSystem();
    const from = "2027-01-01T12:00:00.000Z";
    const firstOf = async (trigger: { every?: number; afterEnd?: number; immediately?: boolean }) =>
      (await service.previewSchedule({ ...trigger, from, count: 1 })).items[0]?.at;
    expect(await firstOf({ every: 60_000, immediately: true })).toBe(from);
    expect(await firstOf({ every: 60_000 })).toBe("2027-01-01T12:01:00.000Z");
    expect(await firstOf({ afterEnd: 60_000, immediately: true })).toBe(from);
    expect(await firstOf({ afterEnd: 60_000 })).toBe("2027-01-01T12:01:00.000Z");
  });
});

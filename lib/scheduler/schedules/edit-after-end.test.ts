import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { startSystem } from "../../testing/system.ts";

const job = defineJob({ name: "any", args: z.object({}), run: () => null });
const asked = { job, args: {}, afterEnd: 3_600_000, immediately: true };

describe("an edit of what is planned after each run", () => {
  it("counts the new delay from the edit, and neither fires at once nor ends", async () => {
    const { service } = startSystem();
    await service.putSchedule("s", asked);
    const beforeMs = Date.now();
    const edited = await service.putSchedule("s", { ...asked, afterEnd: 60_000 });
    expect(edited.state).toBe("active");
    const waitMs = Date.parse(edited.next[0]!) - beforeMs;
    expect(waitMs).toBeGreaterThan(55_000);
    expect(waitMs).toBeLessThan(65_000);
  });

  it("leaves a start that is to come as the first time", async () => {
    const { service } = startSystem();
    const startAt = new Date(Date.now() + 86_400_000).toISOString();
    await service.putSchedule("s", { ...asked, startAt });
    const edited = await service.putSchedule("s", { ...asked, startAt, afterEnd: 60_000 });
    expect(edited.next).toEqual([startAt]);
  });
});

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

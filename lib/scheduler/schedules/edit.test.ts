import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { startSystem } from "../../testing/system.ts";
import { until } from "../../testing/until.ts";

const isEnded = (state: string) => state === "ended";

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

describe("an edit of what has had its last run", () => {
  const once = { job, args: {}, every: 3_600_000, immediately: true, limit: 1 };

  it("leaves it ended, until there is more to run", async () => {
    const { service, startScheduler } = startSystem();
    await startScheduler();
    await service.putSchedule("s", once);
    await until("its end", async () => (await service.getSchedule("s")).state, isEnded);
    expect(await service.putSchedule("s", { ...once, priority: 9 })).toMatchObject({
      state: "ended",
      next: [],
    });
    expect(await service.putSchedule("s", { ...once, limit: 2 })).toMatchObject({
      state: "active",
      next: expect.arrayContaining([expect.any(String)]) as string[],
    });
  });

  it("ends it where the limit is brought down to what has run", async () => {
    const { service, startScheduler } = startSystem();
    await startScheduler();
    await service.putSchedule("s", { ...once, limit: 5 });
    await until("its first run", async () => (await service.getSchedule("s")).counters.fired);
    expect(await service.putSchedule("s", once)).toMatchObject({ state: "ended", next: [] });
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

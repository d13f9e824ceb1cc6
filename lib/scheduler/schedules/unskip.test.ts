import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { startSystem } from "../../testing/system.ts";

const job = defineJob({ name: "noop", args: z.object({}), run: () => null });
const HOUR_MS = 3_600_000;

async function hourly() {
  const { service, startExecutor } = startSystem();
  await startExecutor({ jobs: [job] });
  const made = await service.schedulePeriodic({ id: "hourly", job, args: {}, interval: 3_600 });
  return { service, times: made.next.map((at) => new Date(at)), made };
}

describe("a skip that is taken back", () => {
  it("gives the next time back, as if it had never been skipped", async () => {
    const { service, made, times } = await hourly();
    const skipped = await service.skipNext("hourly", { reason: "moving house", by: "ana" });
    expect(skipped.nextAt).toBe(made.next[1]);
    expect(skipped.next[0]).toBe(made.next[0]);
    expect(skipped.skips).toEqual([{ plannedAt: made.next[0], by: "ana", reason: "moving house" }]);
    expect(skipped.counters.skipped).toBe(1);

    const back = await service.unskip("hourly", times[0]!);
    expect(back.nextAt).toBe(made.nextAt);
    expect(back.skips).toEqual([]);
    expect(back.counters.skipped).toBe(0);
    expect((await service.getLedger("hourly")).items).toEqual([]);
  });

  it("leaves those after it skipped", async () => {
    const { service, made, times } = await hourly();
    for (const plannedAt of times.slice(0, 3)) await service.skipNext("hourly", { plannedAt });
    const back = await service.unskip("hourly", times[0]!);
    expect(back.nextAt).toBe(made.next[0]);
    expect(back.skips.map(({ plannedAt }) => plannedAt)).toEqual(made.next.slice(1, 3));
    expect(back.counters.skipped).toBe(0);

    const again = await service.skipNext("hourly", { plannedAt: times[0] });
    expect(again.nextAt).toBe(made.next[3]);
    expect(again.counters.skipped).toBe(3);
    const middle = await service.unskip("hourly", times[1]!);
    expect(middle.nextAt).toBe(made.next[1]);
    expect(middle.skips.map(({ plannedAt }) => plannedAt)).toEqual([made.next[0], made.next[2]]);
  });

  it("is refused for a time that nobody skips, and while nothing is planned", async () => {
    const { service, times } = await hourly();
    await expect(service.unskip("hourly", times[0]!)).rejects.toMatchObject({ code: "conflict" });
    await service.skipNext("hourly", {});
    await service.pauseSchedule("hourly", { by: "ana" });
    await expect(service.unskip("hourly", times[0]!)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is paused by ana") as string,
    });
  });

  it("brings one back whose last time was skipped", async () => {
    const { service, startExecutor } = startSystem();
    await startExecutor({ jobs: [job] });
    const endAt = new Date(Date.now() + 1.5 * HOUR_MS);
    const made = await service.schedulePeriodic({
      id: "once",
      job,
      args: {},
      interval: 3_600,
      endAt,
    });
    expect((await service.skipNext("once", {})).state).toBe("ended");
    const back = await service.unskip("once", new Date(made.next[0]!));
    expect(back).toMatchObject({ state: "active", nextAt: made.nextAt });
  });
});

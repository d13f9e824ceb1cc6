import { describe, expect, it } from "vitest";
import { CarillonError } from "../../errors.ts";
import { counted, openSchedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";
import { until } from "../../testing/until.ts";

const HOUR_MS = 3_600_000;
const HOURLY = { id: "s", job: tick, args: {}, every: HOUR_MS };

async function hourly(part: Record<string, unknown> = {}) {
  const system = await openSchedules();
  const { next } = await system.service.createSchedule({ ...HOURLY, ...part });
  return { ...system, next, at: (index: number) => new Date(next[index]!) };
}

describe("skipping", () => {
  it("the next time: decided at once, with who and why; the one after it is the next", async () => {
    const { service, next } = await hourly();
    const after = await service.skipNext("s", { by: "ana", reason: "holiday" });
    expect(after).toMatchObject({
      nextAt: next[1],
      skips: [{ plannedAt: next[0], by: "ana", reason: "holiday" }],
      counters: { skipped: 1 },
    });
    const { items } = await service.getLedger("s");
    expect(items).toEqual([
      expect.objectContaining({
        plannedAt: next[0],
        outcome: "skipped",
        by: "ana",
        reason: "holiday",
        count: 1,
        jobId: null,
      }),
    ]);
  });

  it("a later time is noted, and can be taken back", async () => {
    const { service, next, at } = await hourly();
    const noted = await service.skipNext("s", { plannedAt: at(2), by: "ana", reason: "audit" });
    expect(noted).toMatchObject({
      nextAt: next[0],
      skips: [{ plannedAt: next[2], by: "ana", reason: "audit" }],
      counters: { skipped: 0 },
    });
    expect((await service.unskip("s", at(2))).skips).toEqual([]);
    expect(await refusal(service.unskip("s", at(2)))).toMatchObject({ code: "conflict" });
  });

  it("the next decides those after it that are noted, too", async () => {
    const { service, next, at } = await hourly();
    for (const index of [1, 2, 4]) await service.skipNext("s", { plannedAt: at(index) });
    const after = await service.skipNext("s");
    expect(after).toMatchObject({ nextAt: next[3], counters: { skipped: 3 } });
    const skipped = after.skips.map(({ plannedAt }) => plannedAt);
    expect(skipped).toEqual([0, 1, 2, 4].map((index) => next[index]));
  });

  it("naming the next time, a second time, skips nothing more", async () => {
    const { service, next, at } = await hourly();
    await service.skipNext("s", { plannedAt: at(0) });
    const error = await refusal(service.skipNext("s", { plannedAt: at(0) }));
    expect(error.fields.map(({ path }) => path)).toEqual(["plannedAt"]);
    expect(await service.getSchedule("s")).toMatchObject({ nextAt: next[1] });
  });

  it("of twenty who skip the next time at once, one does, and the others are told", async () => {
    const { service, next } = await hourly();
    const skips = Array.from({ length: 20 }, () =>
      service.skipNext("s").then(
        () => "skipped",
        (error: CarillonError) => error.code,
      ),
    );
    const answers = await Promise.all(skips);
    const { skipped } = (await service.getSchedule("s")).counters;
    expect(answers.filter((answer) => answer === "skipped")).toHaveLength(skipped);
    expect(answers.filter((answer) => answer === "conflict")).toHaveLength(20 - skipped);
    expect((await service.getSchedule("s")).nextAt).toBe(next[skipped]);
  });

  it("is refused while nothing is planned", async () => {
    const { service } = await hourly();
    await service.pauseSchedule("s", { by: "ana" });
    expect((await refusal(service.skipNext("s"))).message).toMatch(/paused by ana/);
    await service.createSchedule({ ...HOURLY, id: "t", limit: 1 });
    await service.cancelSchedule("t");
    expect(await refusal(service.skipNext("t"))).toMatchObject({ code: "conflict" });
  });

  it("a hundred times at most", async () => {
    const { service, next } = await hourly();
    const first = Date.parse(next[0]!);
    for (let hour = 1; hour <= 100; hour++)
      await service.skipNext("s", { plannedAt: new Date(first + hour * HOUR_MS) });
    const error = await refusal(
      service.skipNext("s", { plannedAt: new Date(first + 101 * HOUR_MS) }),
    );
    expect(error.code).toBe("conflict");
  });

  it("keeps the grid, fires nothing of what is skipped, and counts towards no limit (100 ms)", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const startMs = (await system.nowMs()) + 1_500;
    await system.service.createSchedule({
      ...HOURLY,
      every: 100,
      overlap: "allow",
      missed: "all",
      limit: 6,
      startAt: new Date(startMs),
    });
    for (const ms of [200, 300, 500])
      await system.service.skipNext("s", { plannedAt: new Date(startMs + ms), by: "ana" });
    const after = await until(
      "its end",
      () => system.service.getSchedule("s"),
      ({ state }) => state === "ended",
    );
    const planned = (await system.runs()).map(({ plannedMs }) => plannedMs - startMs);
    expect(planned).toEqual([0, 100, 400, 600, 700, 800]);
    expect(counted(after)).toEqual({ fired: 6, skipped: 3 });
    const skipped = (await system.ledger()).filter(({ o }) => o === "skipped");
    expect(skipped.map(({ p, y }) => [p - startMs, y])).toEqual([
      [200, "ana"],
      [300, "ana"],
      [500, "ana"],
    ]);
  });

  it("ends a schedule whose last time is skipped", async () => {
    const { service } = await hourly({ endAt: new Date(Date.now() + 1.5 * HOUR_MS) });
    expect(await service.skipNext("s")).toMatchObject({ state: "ended", nextAt: null });
  });
});

import { describe, expect, it } from "vitest";
import { createSeed, seeded } from "../../testing/seeded.ts";
import { counted, openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const plannedOf = (runs: { plannedMs: number }[]) =>
  runs.map(({ plannedMs }) => plannedMs).filter((plannedMs) => plannedMs > 0);

describe("the planned times of an interval", () => {
  it("E5: every 1,000 ms, 10,000 fires, random restarts: planned_k = anchor + k·1,000 exactly (stored times moved by three hours)", async () => {
    const seed = createSeed();
    const random = seeded(seed);
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 10_000_500;
    await system.plant({
      timing: {
        trigger: { kind: "every", everyMs: 1_000 },
        overlap: "allow",
        limit: 10_000,
        missed: { policy: "all" },
      },
      mostMissed: 10_000,
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + 1_000,
    });
    let restarts = 0;
    for (let fired = 0; fired < 10_000;) {
      const scheduler = await system.startScheduler();
      const more = Math.min(10_000, fired + 100 + Math.floor(random() * 1_500));
      fired = await until(
        `fire ${more} (seed ${seed})`,
        async () => (await system.stored()).counters.fired,
        (count) => count >= more,
      );
      await Promise.all([scheduler.stop(), system.service.triggerSchedule("s")]);
      restarts++;
    }
    const planned = plannedOf(await system.runs());
    expect(planned).toHaveLength(10_000);
    const wrong = planned.filter((plannedMs, k) => plannedMs !== anchorMs + (k + 1) * 1_000);
    expect(wrong).toEqual([]);
    expect(restarts).toBeGreaterThan(5);
    expect(await system.stored()).toMatchObject({
      state: "ended",
      counters: { fired: 10_000, triggered: restarts, coalesced: 0, missedCapped: 0 },
    });
  });

  it("E7: edit 10 s → 2 s at t: first fire t + 2 s; none at the old time (100 ms for a second)", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const asked = { job: tick, args: {}, overlap: "allow" as const, missed: "all" as const };
    await system.service.createSchedule({ ...asked, id: "s", every: 1_000 });
    const { nextAt: oldNext } = await system.service.getSchedule("s");
    await system.service.putSchedule("s", { ...asked, every: 200 });
    const { anchorMs } = await system.stored();
    const runs = await until(
      "a run after the old time",
      system.runs,
      (made) => (made.at(-1)?.plannedMs ?? 0) > Date.parse(oldNext!),
    );
    expect(plannedOf(runs)).toEqual(runs.map((_, k) => anchorMs + (k + 1) * 200));
    const { updatedMs } = await system.stored();
    expect(Math.abs(updatedMs - anchorMs), "counted from the edit").toBeLessThan(1_000);
    expect((await system.service.getSchedule("s")).counters.missedSkipped).toBe(0);
  });

  it("E21: endAt equals a planned time: it fires, then ended (100 ms)", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const startMs = (await system.nowMs()) + 800;
    await system.service.createSchedule({
      id: "s",
      job: tick,
      args: {},
      every: 100,
      overlap: "allow",
      missed: "all",
      startAt: new Date(startMs),
      endAt: new Date(startMs + 300),
    });
    const after = await until(
      "its end",
      () => system.service.getSchedule("s"),
      ({ state }) => state === "ended",
    );
    expect(plannedOf(await system.runs())).toEqual([0, 100, 200, 300].map((ms) => startMs + ms));
    expect(after).toMatchObject({ nextAt: null, next: [] });
    expect(counted(after)).toEqual({ fired: 4 });
  });

  it("E16: exactly as many as the limit, in real time, then nothing more", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    await system.startScheduler();
    const asked = { job: tick, args: {}, every: 100, overlap: "allow" as const };
    await system.service.createSchedule({ ...asked, id: "s", limit: 3 });
    await system.service.createSchedule({ ...asked, id: "other" });
    await until(
      "another schedule to have gone on",
      () => system.service.getSchedule("other"),
      ({ counters }) => counters.fired >= 6,
    );
    expect(await system.runs()).toHaveLength(3);
    expect((await system.service.getSchedule("s")).state).toBe("ended");
  });

  it("runs at once with immediately, and at its start when it has one", async () => {
    const { service, ...system } = await openSchedules();
    const asked = { job: tick, args: {}, every: 3_600_000, immediately: true };
    const made = await service.createSchedule({ ...asked, id: "s" });
    const { anchorMs } = await system.stored();
    expect(made.next.slice(0, 2)).toEqual([iso(anchorMs), iso(anchorMs + 3_600_000)]);
    await system.startScheduler();
    await until("the run", system.runs, (runs) => runs.length === 1);
    const startAt = new Date(Date.now() + 7_200_000);
    const later = await service.createSchedule({ ...asked, id: "later", startAt });
    expect(later.nextAt).toBe(startAt.toISOString());
  });
});

describe("E20: jitter 30 s on * * * * *", () => {
  const ids = Array.from({ length: 60 }, (_, n) => `j${n}`);

  it("offsets in [0, 30 s), spread out, the same after a restart", async () => {
    const system = await openSchedules();
    const asked = { job: tick, args: {}, cron: "* * * * *", jitterMs: 30_000 };
    for (const id of ids) await system.service.createSchedule({ ...asked, id });
    const before = new Map<string, number>();
    for (const id of ids) {
      const { nominalMs, nextMs } = await system.stored(id);
      before.set(id, nextMs! - nominalMs!);
    }
    const offsets = [...before.values()];
    for (const offset of offsets) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThan(30_000);
    }
    const tenths = new Set(offsets.map((offset) => Math.floor(offset / 3_000)));
    expect(tenths.size).toBeGreaterThanOrEqual(8);
    // What is due too early makes a scheduler compute the jitter again: it comes to the same.
    const moved = new Map<string, number>();
    for (const id of ids) {
      const { nominalMs, nextMs } = await system.stored(id);
      moved.set(id, nextMs!);
      await system.redis.hset(`${system.tag}:schedule:${id}`, "next", nominalMs! - 60_000);
      await system.redis.zadd(`${system.tag}:due`, nominalMs! - 60_000, id);
    }
    await system.startScheduler();
    for (const id of ids)
      expect(
        await until(
          "it to be planned again",
          async () => (await system.stored(id)).nextMs,
          (nextMs) => nextMs === moved.get(id),
        ),
      ).toBe(moved.get(id));
    expect(await system.runs(ids[0])).toEqual([]);
  });

  it("fires at the planned time plus its offset, and is known by the planned time", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const asked = { job: tick, args: {}, every: 200, jitterMs: 150, overlap: "allow" as const };
    const made = await system.service.createSchedule({ ...asked, id: "s", missed: "all" });
    const { anchorMs } = await system.stored();
    await until("ten runs", system.runs, (all) => all.length >= 10);
    const runs = plannedOf(await system.runs());
    expect(runs).toEqual(runs.map((_, k) => anchorMs + (k + 1) * 200));
    const { d: decidedMs, p } = (await system.ledger())[0]!;
    expect(decidedMs).toBeGreaterThanOrEqual(Date.parse(made.nextAt!));
    expect(Date.parse(made.nextAt!)).toBeGreaterThanOrEqual(p);
  });
});

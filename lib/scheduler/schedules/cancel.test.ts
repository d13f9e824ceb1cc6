import { describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { gated } from "../../testing/sample-jobs.ts";
import { openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";
import { until } from "../../testing/until.ts";
import { Firing } from "./fire.ts";

const MINUTE_MS = 60_000;

/** One run that runs and one that is ready. */
async function busy(system: Schedules) {
  const { job, gates, open } = gated();
  await system.startExecutor({ jobs: [job], concurrency: 1 });
  await system.service.createSchedule({ id: "s", job, args: { n: 1 }, every: MINUTE_MS });
  const running = await system.service.triggerSchedule("s");
  await until("it to run", () => gates.has(running.id));
  const ready = await system.service.triggerSchedule("s");
  return { running, ready, end: ({ id } = running) => open(id) };
}

const stateOf = async ({ service }: Schedules, { id }: { id: string }) =>
  (await service.getJob(id)).state;

describe("cancelling a schedule", () => {
  it("E9: with 1 ready and 1 running: ready gone, running finishes, answer removed 1, running 1, 0 later fires", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const { running, ready, end } = await busy(system);
    const answer = await system.service.cancelSchedule("s", { by: "ana" });
    expect(answer).toEqual({ id: "s", removed: [ready.id], kept: [], running: [running.id] });
    expect(await system.service.getJob(ready.id)).toMatchObject({
      state: "cancelled",
      cancelledBy: "ana",
    });
    end();
    await until(
      "it to end",
      () => stateOf(system, running),
      (state) => state === "succeeded",
    );
    const asked = { id: "other", job: tick, args: {}, every: 100, overlap: "allow" as const };
    await system.service.createSchedule(asked);
    await until(
      "another to go on",
      () => system.runs("other"),
      (runs) => runs.length >= 3,
    );
    expect(await system.runs()).toHaveLength(2);
    expect(await system.service.getSchedule("s")).toMatchObject({ state: "cancelled", next: [] });
  });

  it("asks what runs to stop, and keeps what waits, when it is told so", async () => {
    const system = await openSchedules();
    const { running, ready, end } = await busy(system);
    const fate = { running: "cancel", waiting: "keep" } as const;
    const answer = await system.service.cancelSchedule("s", fate);
    expect(answer).toMatchObject({ removed: [], kept: [ready.id], running: [running.id] });
    expect((await system.service.getJob(running.id)).cancelRequested).toBe(true);
    end();
    await until(
      "what waits to run",
      () => stateOf(system, ready),
      (state) => state === "running",
    );
    end(ready);
  });

  it("knows a cancelled one: it is listed, can be looked at, and cannot be changed", async () => {
    const { service } = await openSchedules();
    const asked = { job: tick, args: {}, every: MINUTE_MS };
    await service.createSchedule({ ...asked, id: "s" });
    await service.cancelSchedule("s");
    expect((await service.listSchedules()).items).toEqual([]);
    const { items } = await service.listSchedules({ which: "cancelled" });
    expect(items.map(({ id }) => id)).toEqual(["s"]);
    for (const change of [
      () => service.cancelSchedule("s"),
      () => service.pauseSchedule("s"),
      () => service.resumeSchedule("s"),
      () => service.skipNext("s"),
      () => service.triggerSchedule("s"),
      () => service.patchSchedule("s", { limit: 1 }),
      () => service.backfillSchedule("s", { from: new Date(1), to: new Date(2) }),
    ])
      expect(await refusal(change())).toMatchObject({ code: "conflict" });
    expect(await refusal(service.cancelSchedule("nothing"))).toMatchObject({ code: "not_found" });
  });

  it("decides what is due, and nobody has fired, as cancelled", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - 7 * MINUTE_MS - 1_000;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: MINUTE_MS } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + MINUTE_MS,
    });
    await system.service.cancelSchedule("s", { by: "ana" });
    expect((await system.service.getSchedule("s")).counters).toMatchObject({ cancelled: 7 });
    const ledger = await system.ledger();
    expect(ledger.map(({ p }) => (p - anchorMs) / MINUTE_MS)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const line of ledger) expect(line).toMatchObject({ o: "cancelled", y: "ana" });
  });

  it("is done while it fires every 100 ms by three schedulers", async () => {
    const system = await openSchedules();
    await Promise.all([1, 2, 3].map(() => system.startScheduler()));
    const asked = { job: tick, args: {}, every: 100, overlap: "allow" as const };
    for (let round = 0; round < 5; round++) {
      await system.service.putSchedule("s", asked);
      await until("a run", system.stored, ({ counters }) => counters.fired > 0);
      await system.service.cancelSchedule("s");
      const { length } = await system.runs();
      await system.service.createSchedule({ ...asked, id: `other-${round}` });
      await until(
        "another",
        () => system.stored(`other-${round}`),
        (s) => s.counters.fired > 1,
      );
      expect((await system.runs()).length).toBe(length);
      expect((await system.service.getSchedule("s")).live).toEqual([]);
    }
  });
});

describe("E10: cancel, create the same id again in the ms of a stale peek", () => {
  it("the stale fire is a no-op", async () => {
    const system = await openSchedules();
    const plannedMs = (await system.nowMs()) - 10;
    const planted = {
      timing: { trigger: { kind: "every", everyMs: MINUTE_MS }, overlap: "allow" },
      anchorMs: plannedMs - MINUTE_MS,
      watermarkMs: plannedMs - MINUTE_MS,
      nominalMs: plannedMs,
    };
    await system.plant(planted);
    // A scheduler that has peeked, and goes on to fire only when the other one has taken the place.
    const stale: { decided: number; made: number }[] = [];
    const { schedules } = system;
    const slow = Object.create(schedules) as typeof schedules;
    slow.peek = (most, from) => schedules.peek(most, from);
    slow.fire = async (fires) => {
      await system.service.cancelSchedule("s");
      await system.plant(planted);
      const answer = await schedules.fire(fires);
      stale.push(answer);
      return answer;
    };
    await new Firing(slow, createLogger("fatal", {})).fireDue();
    expect(stale).toMatchObject([{ decided: 0, made: 0 }]);
    expect(await system.stored()).toMatchObject({ nextMs: plannedMs, counters: { fired: 0 } });
    expect(await system.runs()).toEqual([]);
    await system.startScheduler();
    await until("the new one to fire", system.runs, (runs) => runs.length === 1);
  });
});

describe("the same id in another queue", () => {
  const asked = { job: tick, args: {}, every: MINUTE_MS };

  it("is refused while the first lives, and says where it lives", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", asked);
    expect(
      await refusal(service.createSchedule({ ...asked, id: "s", queue: "mail" })),
    ).toMatchObject({ code: "conflict" });
    for (const move of [
      () => service.putSchedule("s", { ...asked, queue: "mail" }),
      () => service.patchSchedule("s", { queue: "mail" }),
    ]) {
      const error = await refusal(move());
      expect(error.fields.map(({ path }) => path)).toEqual(["queue"]);
      expect(error.message).toContain("default");
    }
    expect((await service.listSchedules()).items.map(({ queue }) => queue)).toEqual(["default"]);
  });

  it("is another schedule once the first is cancelled", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", asked);
    await service.cancelSchedule("s");
    const moved = await service.putSchedule("s", { ...asked, queue: "mail" });
    expect(moved).toMatchObject({ queue: "mail", revision: 1, state: "active" });
    expect((await service.getSchedule("s")).queue).toBe("mail");
    expect((await service.listSchedules()).total).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";
import { until } from "../../testing/until.ts";

const broken = { trigger: { kind: "cron", expression: "bad bad bad bad bad", timeZone: "UTC" } };
const MINUTE_MS = 60_000;
/** What it would log is what the tests bring about. */
const logger = createLogger("fatal", {});

/** A schedule whose definition cannot be read any more, as a newer version of the product or a hand may have left it. */
async function plantBroken(system: Schedules, id = "s") {
  const nowMs = await system.nowMs();
  await system.plant({
    id,
    timing: { ...broken, overlap: "allow" },
    anchorMs: nowMs - MINUTE_MS,
    watermarkMs: nowMs - MINUTE_MS,
    nominalMs: nowMs - 1,
  });
}

/** What it says in Redis becomes what it should have been, under the same revision. */
async function mend({ redis, tag }: Schedules, id = "s") {
  const key = `${tag}:schedule:${id}`;
  const definition = (await redis.hget(key, "definition"))!;
  await redis.hset(key, "definition", definition.replace("bad bad bad bad bad", "* * * * * *"));
}

const inState = ({ service }: Schedules, wanted: string, id = "s") =>
  until(
    wanted,
    () => service.getSchedule(id),
    ({ state }) => state === wanted,
  );

/** The next try is in half a minute: it is now. */
const retryNow = ({ redis, tag }: Schedules) => redis.zadd(`${tag}:due`, 1, "s");

describe("E22: the next-time computation throws", () => {
  it("state error, alert, retried, schedule not lost; healed by an edit", async () => {
    const system = await openSchedules();
    const { service } = system;
    await plantBroken(system);
    await system.startScheduler({ logger });
    const failed = await inState(system, "error");
    expect(failed.problem).toMatch(/bad/);
    expect(failed).toMatchObject({ next: [], counters: { fired: 0 } });
    const { attention } = await service.getStats();
    expect(attention).toContainEqual(
      expect.objectContaining({ kind: "schedule-error", subject: "s", detail: failed.problem }),
    );
    expect((await service.listSchedules()).items.map(({ id }) => id)).toEqual(["s"]);
    const retryAt = Number(await system.redis.zscore(`${system.tag}:due`, "s"));
    expect(retryAt - (await system.nowMs())).toBeGreaterThan(10_000);
    await retryNow(system);
    await until(
      "the next try",
      async () => Number(await system.redis.zscore(`${system.tag}:due`, "s")),
      (score) => score > 1,
    );
    expect((await service.getSchedule("s")).state).toBe("error");
    const healed = await service.patchSchedule("s", { cron: "* * * * * *" });
    expect(healed).toMatchObject({ state: "active", problem: null });
    await until("a run", system.runs, (runs) => runs.length > 0);
  });

  it("healed by the next try, when it can be read again", async () => {
    const system = await openSchedules();
    await plantBroken(system);
    const first = await system.startScheduler({ logger });
    await inState(system, "error");
    await first.stop();
    await mend(system);
    await retryNow(system);
    await system.startScheduler({ logger });
    const healed = await inState(system, "active");
    expect(healed.problem).toBeNull();
    await until("a run", system.runs, (runs) => runs.length > 0);
  });

  it("is seen and can be changed before a scheduler has found it out", async () => {
    const system = await openSchedules();
    const { service } = system;
    await plantBroken(system, "a");
    await plantBroken(system, "b");
    await service.createSchedule({ id: "well", job: tick, args: {}, every: MINUTE_MS });
    expect((await service.listSchedules()).items.map(({ id }) => id)).toEqual(["a", "b", "well"]);
    expect(await service.getSchedule("a")).toMatchObject({ state: "active" });
    expect(await service.cancelSchedule("a")).toMatchObject({ id: "a" });
    expect(await service.patchSchedule("b", { every: MINUTE_MS })).toMatchObject({
      state: "active",
    });
  });

  it("cannot be resumed from a pause, says so, and stays paused; nor by its end", async () => {
    const system = await openSchedules();
    const { service } = system;
    await plantBroken(system);
    await service.pauseSchedule("s", { until: new Date((await system.nowMs()) + 200) });
    expect(await refusal(service.resumeSchedule("s"))).toMatchObject({ code: "conflict" });
    await system.startScheduler({ logger });
    const paused = await until(
      "it to be told",
      () => service.getSchedule("s"),
      ({ problem }) => problem !== null,
    );
    expect(paused.state).toBe("paused");
    await service.patchSchedule("s", { every: MINUTE_MS });
    expect(await service.resumeSchedule("s")).toMatchObject({ state: "active", problem: null });
  });

  it("says how it is when somebody pauses, skips or resumes it", async () => {
    const system = await openSchedules();
    const { service } = system;
    await plantBroken(system);
    await system.startScheduler({ logger });
    await inState(system, "error");
    expect((await refusal(service.skipNext("s"))).message).toMatch(/state error/);
    expect((await refusal(service.resumeSchedule("s"))).message).toMatch(/bad/);
    expect(await service.pauseSchedule("s")).toMatchObject({ state: "paused", problem: null });
  });

  it("holds up no other schedule of its queue", async () => {
    const system = await openSchedules();
    await plantBroken(system);
    await system.service.createSchedule({ id: "well", job: tick, args: {}, every: 100 });
    await system.redis.hset(`${system.tag}:meta`, "tzVersion", "1970a");
    await system.startScheduler({ logger });
    await until(
      "the other",
      () => system.runs("well"),
      (runs) => runs.length > 0,
    );
    await inState(system, "error");
  });
});

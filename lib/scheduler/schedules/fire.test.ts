import { describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { Firing } from "./fire.ts";

const MINUTE_MS = 60_000;
const every = { kind: "every", everyMs: MINUTE_MS };

/** So many schedules that are due now. Answers how to count those that have fired once. */
async function dueAtOnce({ service }: Awaited<ReturnType<typeof openSchedules>>, count: number) {
  const asked = { job: tick, args: {}, every: MINUTE_MS, immediately: true };
  const ids = Array.from({ length: count }, (_, index) => `s${index}`);
  await Promise.all(ids.map((id) => service.createSchedule({ ...asked, id })));
  return async () => {
    const { items } = await service.listSchedules();
    return items.filter(({ counters }) => counters.fired === 1).length;
  };
}

describe("firing", () => {
  it("leaves a queue time for its other work, though something is due at every moment", async () => {
    const system = await openSchedules();
    const { schedules } = system;
    const firing = new Firing(schedules, createLogger("fatal", {}));
    const nowMs = await system.nowMs();
    const anchorMs = nowMs - 1_000 * MINUTE_MS - 1;
    await system.plant({
      timing: { trigger: every, overlap: "allow", missed: { policy: "all", max: 1_000 } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + MINUTE_MS,
    });
    const again = await firing.fireDue();
    expect((await system.stored()).counters.fired).toBe(100);
    expect(again, "at once").toBeLessThanOrEqual(await system.nowMs());
    for (let call = 2; call <= 10; call++) await firing.fireDue();
    expect((await system.stored()).counters.fired).toBe(1_000);
    expect(await firing.fireDue()).toBe(anchorMs + 1_001 * MINUTE_MS);
  });

  it("goes on with others when one that is due is broken beyond repair", async () => {
    const system = await openSchedules();
    await system.startScheduler();
    const asked = { job: tick, args: {}, every: 100, overlap: "allow" as const };
    await system.service.createSchedule({ ...asked, id: "well" });
    await system.redis.zadd(`${system.tag}:due`, 1, "ghost");
    const { id } = await system.service.scheduleJob({ job: tick, args: {}, delayMs: 200 });
    const { counters } = await system.service.getSchedule("well");
    await until(
      "the other to go on",
      () => system.service.getSchedule("well"),
      (after) => after.counters.fired > counters.fired + 3,
    );
    await until(
      "a delayed job",
      () => system.service.getJob(id),
      ({ state }) => state === "ready",
    );
    await system.redis.zrem(`${system.tag}:due`, "ghost");
  });

  it("does not ask all the time for what it cannot do anything about", async () => {
    const system = await openSchedules();
    const { schedules } = system;
    await system.redis.zadd(`${system.tag}:due`, 1, "ghost");
    const firing = new Firing(schedules, createLogger("fatal", {}));
    expect(await firing.fireDue()).toBeNull();
    await system.redis.zrem(`${system.tag}:due`, "ghost");
  });

  it("goes on after a look ahead that has failed", async () => {
    const system = await openSchedules();
    const { schedules } = system;
    const firedOnce = await dueAtOnce(system, 210);
    const peek = schedules.peek.bind(schedules);
    schedules.peek = (most, ahead) =>
      ahead ? Promise.reject(new Error("Connection is closed.")) : peek(most);
    const firing = new Firing(schedules, createLogger("fatal", {}));
    await firing.fireDue();
    await expect(firing.fireDue()).rejects.toThrow("closed");
    await firing.fireDue();
    expect(await firedOnce()).toBe(210);
  });

  it("decides the next while Redis is at those before", async () => {
    const system = await openSchedules();
    const { schedules } = system;
    const firedOnce = await dueAtOnce(system, 210);
    const fire = schedules.fire.bind(schedules);
    let sent = 0;
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    schedules.fire = async (fires) => {
      sent += fires.length;
      await gate;
      return fire(fires);
    };
    const firing = new Firing(schedules, createLogger("fatal", {}));
    await firing.fireDue();
    expect(sent).toBe(200);
    const rest = firing.fireDue();
    await until(
      "the rest to be sent",
      () => sent,
      (all) => all === 210,
    );
    goOn();
    await rest;
    expect(await firedOnce()).toBe(210);
  });

  it("says so with the next look when Redis could not do what was sent", async () => {
    const system = await openSchedules();
    const { schedules } = system;
    const firedOnce = await dueAtOnce(system, 210);
    const fire = schedules.fire.bind(schedules);
    schedules.fire = () => Promise.reject(new Error("Connection is closed."));
    const firing = new Firing(schedules, createLogger("fatal", {}));
    await firing.fireDue();
    schedules.fire = fire;
    await expect(firing.fireDue()).rejects.toThrow("closed");
    await firing.fireDue();
    await firing.fireDue();
    await firing.idle();
    expect(await firedOnce()).toBe(210);
  });
});

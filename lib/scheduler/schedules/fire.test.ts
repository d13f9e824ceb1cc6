import { describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { Firing } from "./fire.ts";

const MINUTE_MS = 60_000;
const every = { kind: "every", everyMs: MINUTE_MS };

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
    const { schedules, service } = system;
    const asked = { job: tick, args: {}, every: MINUTE_MS, immediately: true };
    const ids = Array.from({ length: 210 }, (_, index) => `s${index}`);
    await Promise.all(ids.map((id) => service.createSchedule({ ...asked, id })));
    const peek = schedules.peek.bind(schedules);
    schedules.peek = (most, ahead) =>
      ahead ? Promise.reject(new Error("Connection is closed.")) : peek(most);
    const firing = new Firing(schedules, createLogger("fatal", {}));
    await firing.fireDue();
    await expect(firing.fireDue()).rejects.toThrow("closed");
    await firing.fireDue();
    const { items } = await service.listSchedules();
    expect(items.filter(({ counters }) => counters.fired === 1)).toHaveLength(210);
  });
});

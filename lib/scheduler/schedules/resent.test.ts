import { describe, expect, it, onTestFinished } from "vitest";
import { createLogger } from "../../logger.ts";
import { Schedules } from "../../queue/schedules.ts";
import { scripts } from "../../queue/scripts.generated.ts";
import { connectRedis, untilReady } from "../../redis/connection.ts";
import { cuttingProxy } from "../../testing/cutting-proxy.ts";
import { openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { Scheduler } from "../scheduler.ts";

const MINUTE_MS = 60_000;
const logger = createLogger("fatal", {});

describe("E25: connection killed after fire was sent, client retries", () => {
  it("0 double: what is sent again is a no-op", async () => {
    const system = await openSchedules();
    const plannedMs = (await system.nowMs()) - 10;
    await system.plant({
      timing: { trigger: { kind: "every", everyMs: MINUTE_MS }, overlap: "allow" },
      anchorMs: plannedMs - MINUTE_MS,
      watermarkMs: plannedMs - MINUTE_MS,
      nominalMs: plannedMs,
    });
    const worker = connectRedis({ url: system.redisUrl, role: "worker", name: "test" });
    onTestFinished(() => worker.disconnect());
    await untilReady(worker);
    const schedules = new Schedules(worker, system.prefix, "default");
    const { id, generation, revision } = await system.stored();
    // Redis knows the script from now on.
    await schedules.fire([]);
    // The answer is never read: the connection ends when Redis has long done it.
    worker.stream.pause();
    const answer = schedules.fire([
      {
        id,
        generation,
        revision,
        expectedScoreMs: plannedMs,
        watermarkMs: plannedMs,
        nominalMs: plannedMs + MINUTE_MS,
        nextMs: plannedMs + MINUTE_MS,
        counters: { coalesced: 2 },
        ledger: [],
        skipped: [],
        catchUp: null,
        runs: [{ localId: "01K00000000000000000000000", plannedMs, coalesced: 2 }],
      },
    ]);
    await until("Redis to have done it", system.runs, (runs) => runs.length === 1);
    worker.stream.destroy();
    expect(await answer, "the second time").toMatchObject({ decided: 0, made: 0 });
    expect(await system.runs()).toHaveLength(1);
    expect((await system.stored()).counters).toMatchObject({ fired: 1, coalesced: 2 });
    expect(await system.redis.llen(`${system.tag}:ready:5`)).toBe(1);
  });

  it("0 double and 0 missing while a scheduler at work loses the answer to twenty fires", async () => {
    const system = await openSchedules();
    const proxy = await cuttingProxy(system.redisUrl);
    const scheduler = new Scheduler({ redis: proxy.url, prefix: system.prefix, logger });
    onTestFinished(() => scheduler.stop());
    await scheduler.start();
    const asked = { job: tick, args: {}, overlap: "allow" as const, missed: "all" as const };
    await system.service.createSchedule({ ...asked, id: "s", every: 100 });
    await until("a run", system.runs, (runs) => runs.length > 0);
    for (let cut = 1; cut <= 20; cut++) {
      proxy.cutAt((request) => request.includes(scripts.fire.sha));
      await until(`cut ${cut}`, () => proxy.cuts() === cut);
    }
    const { anchorMs, watermarkMs } = await system.stored();
    await until("runs after that", system.stored, (now) => now.watermarkMs > watermarkMs + 300);
    await system.service.cancelSchedule("s");
    const planned = (await system.runs()).map(({ plannedMs }) => plannedMs);
    expect(planned).toEqual(planned.map((_, k) => anchorMs + (k + 1) * 100));
    const { counters } = await system.stored();
    expect(counters).toMatchObject({ fired: planned.length, coalesced: 0, missedCapped: 0 });
    const ready = await system.redis.lrange(`${system.tag}:ready:5`, 0, "-1");
    expect(new Set(ready).size).toBe(ready.length);
  });
});

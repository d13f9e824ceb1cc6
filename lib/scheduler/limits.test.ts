import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { gated, noted } from "../testing/sample-jobs.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;

describe("a concurrency key", () => {
  it("lets no more than its limit run at once, in the order they came, and holds up no others", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const { job, gates, open, order, most } = gated();
    const log: number[] = [];
    const other = noted(log);
    const concurrency = { key: "crm", limit: 2 };
    const jobs = [];
    for (let n = 0; n < 8; n++)
      jobs.push(await service.scheduleJob({ job, args: { n }, concurrency }));
    const free = await service.scheduleJob({ job: other, args: { n: 99 } });
    await startScheduler();
    await startExecutor({ jobs: [job, other], concurrency: 50 });
    expect(await service.resultOf(free.id)).toBe(990);
    await until("two to run", () => gates.size === 2);
    const parked = await service.getJob(jobs[5]!.id);
    expect(parked).toMatchObject({
      state: "ready",
      holdup: {
        kind: "concurrency",
        key: "crm",
        runningJobs: jobs.slice(0, 2).map(({ id }) => id),
      },
    });
    expect(await service.getQueue("default")).toMatchObject({
      parked: 6,
      counts: { ready: 6, running: 2 },
    });
    for (const { id } of jobs) {
      await until("its turn", () => gates.has(id));
      open(id);
      await service.resultOf(id);
    }
    expect(most()).toBe(2);
    expect(order).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });

  it("passes the turn on when one that waits in its line is cancelled or fails", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const { job, gates, open } = gated();
    const concurrency = { key: "crm", limit: 1 };
    await startScheduler();
    await startExecutor({ jobs: [job] });
    const [a, b, c] = [
      await service.scheduleJob({ job, args: { n: 1, fails: true }, concurrency }),
      await service.scheduleJob({ job, args: { n: 2 }, concurrency }),
      await service.scheduleJob({ job, args: { n: 3 }, concurrency }),
    ];
    await until("the first to run", () => gates.has(a.id));
    await until(
      "the others to wait in line",
      async () => (await service.getQueue("default")).parked,
      (parked) => parked === 2,
    );
    expect((await service.cancelJob(b.id)).state).toBe("cancelled");
    open(a.id);
    await until("the third to run", () => gates.has(c.id));
    open(c.id);
    await service.resultOf(c.id);
    expect((await service.getQueue("default")).counts).toMatchObject({ ready: 0, running: 0 });
  });
});

describe("rates", () => {
  it("a rate key: in any span no more start than it allows, by the store's clock", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const job = defineJob({
      name: "call",
      args: z.object({}),
      rateLimit: { key: "api", limit: 5, perMs: 400 },
      run: () => "called",
    });
    const inputs = Array.from({ length: 17 }, () => ({ job, args: {} }));
    const ids = (await service.scheduleJobs(inputs)).map(({ id }) => id);
    await startScheduler();
    await startExecutor({ jobs: [job] });
    await Promise.all(ids.map((id) => service.resultOf(id)));
    const jobs = await Promise.all(ids.map((id) => service.getJob(id)));
    const startsMs = jobs.map(({ startedAt }) => Date.parse(startedAt!)).toSorted((a, b) => a - b);
    for (let at = 5; at < startsMs.length; at++)
      expect(startsMs[at]! - startsMs[at - 5]!).toBeGreaterThanOrEqual(400);
  });

  it("a queue's rate and its concurrency hold whoever runs it", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const { job, gates, open, most } = gated();
    await startScheduler();
    await startExecutor({ jobs: [job] });
    await startExecutor({ jobs: [job] });
    const ids = (
      await service.scheduleJobs(
        Array.from({ length: 6 }, (_, n) => ({
          job,
          args: { n },
          delayMs: HOUR_MS,
        })),
      )
    ).map(({ id }) => id);
    const limited = await service.limitQueue("default", {
      concurrency: 2,
      rate: { limit: 4, perMs: 300 },
    });
    expect(limited.limits).toEqual({ concurrency: 2, rate: { limit: 4, perMs: 300 } });
    for (const id of ids) await service.runJobNow(id);
    const left = new Set(ids);
    while (left.size > 0) {
      await until("one to run", () => [...left].some((id) => gates.has(id)));
      const id = [...left].find((each) => gates.has(each))!;
      left.delete(id);
      open(id);
      await service.resultOf(id);
    }
    expect(most()).toBe(2);
    expect((await service.limitQueue("default", { concurrency: null, rate: null })).limits).toEqual(
      { concurrency: null, rate: null },
    );
    await expect(service.limitQueue("default", { concurrency: 0, rate: null })).rejects.toThrow(
      "concurrency",
    );
  });
});

describe("retention", () => {
  it("of a job type removes its jobs when their time is over, and no others", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const kept = noted([]);
    const brief = defineJob({
      name: "brief",
      args: z.object({}),
      retention: { succeededMs: 0 },
      run: () => "x".repeat(20_000),
    });
    await startExecutor({ jobs: [kept, brief] });
    const [a, b] = [
      await service.scheduleJob({ job: kept, args: { n: 1 } }),
      await service.scheduleJob({ job: brief, args: {} }),
    ];
    await service.resultOf(a.id);
    expect(await service.resultOf(b.id)).toHaveLength(20_000);
    await startScheduler();
    await until(
      "the brief one to go",
      async () => (await service.getQueue("default")).counts.succeeded,
      (count) => count === 1,
    );
    await expect(service.getJob(b.id)).rejects.toThrow("no job");
    expect((await service.getJob(a.id)).state).toBe("succeeded");
  });
});

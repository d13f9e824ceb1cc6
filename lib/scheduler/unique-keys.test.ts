import { describe, expect, it } from "vitest";
import { gated, noted } from "../testing/sample-jobs.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;

describe("a unique key", () => {
  const key = (onConflict?: "reject" | "replace" | "debounce", windowMs?: number) => ({
    unique: { key: "customer 7", onConflict, windowMs },
  });

  it("is held by one live job: a second is refused, and answers the first", async () => {
    const { service } = startSystem();
    const job = noted([]);
    const [first, second] = [
      await service.scheduleJob({ job, args: { n: 1 }, delayMs: HOUR_MS, ...key() }),
      await service.scheduleJob({ job, args: { n: 2 }, ...key() }),
    ];
    expect(first.isDuplicate).toBeUndefined();
    expect(second).toMatchObject({ id: first.id, isDuplicate: true, args: { n: 1 } });
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, n) => service.scheduleJob({ job, args: { n }, ...key() })),
    );
    expect(new Set(many.map(({ id }) => id))).toEqual(new Set([first.id]));
    expect((await service.getQueue("default")).counts).toMatchObject({ scheduled: 1, ready: 0 });
  });

  it("is free again when its job has ended, by whatever end", async () => {
    const { service, startExecutor } = startSystem();
    const job = noted([]);
    await startExecutor({ jobs: [job] });
    const succeeds = await service.scheduleJob({ job, args: { n: 1 }, ...key() });
    await service.resultOf(succeeds.id);
    const fails = await service.scheduleJob({ job, args: { n: 2, fails: true }, ...key() });
    expect(fails.id).not.toBe(succeeds.id);
    await expect(service.resultOf(fails.id)).rejects.toThrow("2 fails");
    const cancelled = await service.scheduleJob({
      job,
      args: { n: 3 },
      delayMs: HOUR_MS,
      ...key(),
    });
    expect(cancelled.isDuplicate).toBeUndefined();
    await service.cancelJob(cancelled.id);
    expect((await service.scheduleJob({ job, args: { n: 4 }, ...key() })).isDuplicate).toBe(
      undefined,
    );
  });

  it("is kept for its window, though the job has ended", async () => {
    const { service, startExecutor } = startSystem();
    const job = noted([]);
    await startExecutor({ jobs: [job] });
    const first = await service.scheduleJob({ job, args: { n: 1 }, ...key("reject", HOUR_MS) });
    await service.resultOf(first.id);
    const second = await service.scheduleJob({ job, args: { n: 2 }, ...key("reject", HOUR_MS) });
    expect(second).toMatchObject({ id: first.id, isDuplicate: true, state: "succeeded" });
  });

  it("replace: the waiting holder takes the new arguments and keeps its time", async () => {
    const { service } = startSystem();
    const job = noted([]);
    const first = await service.scheduleJob({ job, args: { n: 1 }, delayMs: HOUR_MS, ...key() });
    const second = await service.scheduleJob({
      job,
      args: { n: 2 },
      priority: 9,
      tags: ["new"],
      ...key("replace"),
    });
    expect(second).toMatchObject({
      id: first.id,
      args: { n: 2 },
      priority: 9,
      tags: ["new"],
      state: "scheduled",
      isDuplicate: true,
    });
    expect(Date.parse(second.runAt!)).toBeGreaterThan(Date.now() + HOUR_MS / 2);
  });

  it("debounce: each new call starts the delay again, and the last arguments win", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const log: number[] = [];
    const job = noted(log);
    const first = await service.scheduleJob({ job, args: { n: 0 }, delayMs: HOUR_MS, ...key() });
    for (let n = 1; n <= 5; n++) {
      const again = await service.scheduleJob({
        job,
        args: { n },
        delayMs: 2 * HOUR_MS,
        ...key("debounce"),
      });
      expect(again).toMatchObject({ id: first.id, args: { n } });
      expect(Date.parse(again.runAt!)).toBeGreaterThan(Date.now() + 1.5 * HOUR_MS);
    }
    await startScheduler();
    await startExecutor({ jobs: [job] });
    await service.scheduleJob({ job, args: { n: 6 }, delayMs: 50, ...key("debounce") });
    expect(await service.resultOf(first.id)).toBe(60);
    expect(log).toEqual([6]);
  });

  it("passes on to a new job while the holder runs, unless the rule is reject", async () => {
    const { service, startExecutor } = startSystem();
    const { job, gates, open } = gated();
    await startExecutor({ jobs: [job] });
    const first = await service.scheduleJob({ job, args: { n: 1 }, ...key() });
    await until("the first to run", () => gates.has(first.id));
    expect((await service.scheduleJob({ job, args: { n: 2 }, ...key() })).id).toBe(first.id);
    const next = await service.scheduleJob({
      job,
      args: { n: 3 },
      delayMs: HOUR_MS,
      ...key("debounce"),
    });
    expect(next.id).not.toBe(first.id);
    open(first.id);
    await service.resultOf(first.id);
    expect((await service.scheduleJob({ job, args: { n: 4 }, ...key() })).id).toBe(next.id);
  });

  it("must be free for a retry", async () => {
    const { service } = startSystem();
    const job = noted([]);
    const first = await service.scheduleJob({ job, args: { n: 1 }, ...key() });
    await service.cancelJob(first.id);
    const second = await service.scheduleJob({ job, args: { n: 2 }, delayMs: HOUR_MS, ...key() });
    await expect(service.retryJob(first.id)).rejects.toThrow("unique key customer 7");
    await service.cancelJob(second.id);
    expect((await service.retryJob(first.id)).state).toBe("ready");
    await expect(service.retryJob(second.id)).rejects.toThrow("unique key");
  });
});

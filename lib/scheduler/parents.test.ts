import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { gated, noted } from "../testing/sample-jobs.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;

describe("parents", () => {
  it("a job waits for its parents, in any queue, and can read what they returned", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const { job, gates, open } = gated();
    let seen: unknown;
    const child = defineJob({
      name: "child",
      args: z.object({}),
      async run(_, { parents }) {
        seen = await parents();
      },
    });
    await startScheduler();
    await startExecutor({ jobs: [job, child] });
    const [a, b] = [
      await service.scheduleJob({ job, args: { n: 1 }, queue: "one" }),
      await service.scheduleJob({ job, args: { n: 2 }, queue: "two" }),
    ];
    const last = await service.scheduleJob({ job: child, args: {}, parents: [a.id, b.id] });
    expect(last).toMatchObject({ state: "blocked", parents: [{ id: a.id }, { id: b.id }] });
    expect((await service.getQueue("default")).counts).toMatchObject({ blocked: 1, ready: 0 });
    await until("both to run", () => gates.size === 2);
    open(a.id);
    await service.resultOf(a.id);
    expect((await service.getJob(last.id)).state).toBe("blocked");
    open(b.id);
    await service.resultOf(last.id);
    expect(seen).toEqual([
      { id: a.id, state: "succeeded", result: { n: 1 } },
      { id: b.id, state: "succeeded", result: { n: 2 } },
    ]);
  });

  it("that have ended already hold nothing up; one that does not exist is refused", async () => {
    const { service, startExecutor } = startSystem();
    const job = noted([]);
    await startExecutor({ jobs: [job] });
    const done = await service.scheduleJob({ job, args: { n: 1 } });
    await service.resultOf(done.id);
    const next = await service.scheduleJob({ job, args: { n: 2 }, parents: [done.id] });
    expect(await service.resultOf(next.id)).toBe(20);
    const missing = "default~01JD3V5W3N8Q0M4R7T1B6C2X9Z";
    await expect(
      service.scheduleJob({ job, args: { n: 3 }, parents: [done.id, missing] }),
    ).rejects.toMatchObject({ fields: [{ path: "parents.1" }] });
  });

  it.each(["cancel", "run", "wait"] as const)("a failed parent, policy %s", async (policy) => {
    const { service, startExecutor, startScheduler } = startSystem();
    const log: number[] = [];
    let fails = true;
    const parent = defineJob({
      name: "parent",
      args: z.object({}),
      run: () => {
        if (fails) throw new Error("no");
      },
    });
    const job = noted(log);
    await startScheduler();
    const first = await service.scheduleJob({ job: parent, args: {} });
    const next = await service.scheduleJob({
      job,
      args: { n: 2 },
      parents: [first.id],
      onParentFailure: policy,
    });
    const after = await service.scheduleJob({ job, args: { n: 3 }, parents: [next.id] });
    await startExecutor({ jobs: [parent, job] });
    await expect(service.resultOf(first.id)).rejects.toThrow("no");
    if (policy === "run") {
      expect(await service.resultOf(after.id)).toBe(30);
      expect(log).toEqual([2, 3]);
    } else if (policy === "cancel") {
      await expect(service.resultOf(after.id)).rejects.toThrow("cancelled");
      expect(await service.getJob(next.id)).toMatchObject({
        state: "cancelled",
        cancelledBy: `parent ${first.id}`,
      });
    } else {
      expect((await service.getJob(next.id)).state).toBe("blocked");
      fails = false;
      await service.retryJob(first.id);
      expect(await service.resultOf(after.id)).toBe(30);
    }
  });

  it("a blocked job can be cancelled, and its own time still counts when it is unblocked", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const { job, gates, open } = gated();
    await startScheduler();
    await startExecutor({ jobs: [job] });
    const first = await service.scheduleJob({ job, args: { n: 1 } });
    const parents = [first.id];
    const later = await service.scheduleJob({ job, args: { n: 2 }, parents, delayMs: HOUR_MS });
    const never = await service.scheduleJob({ job, args: { n: 3 }, parents });
    expect((await service.cancelJob(never.id)).state).toBe("cancelled");
    await until("the parent to run", () => gates.has(first.id));
    open(first.id);
    await until(
      "the child to be scheduled",
      async () => (await service.getJob(later.id)).state,
      (state) => state === "scheduled",
    );
    expect((await service.getJob(never.id)).state).toBe("cancelled");
  });

  it("a deleted parent that never succeeded counts as failed", async () => {
    const { service, startScheduler } = startSystem();
    const job = noted([]);
    await startScheduler();
    const first = await service.scheduleJob({ job, args: { n: 1 }, delayMs: HOUR_MS });
    const next = await service.scheduleJob({
      job,
      args: { n: 2 },
      parents: [first.id],
      onParentFailure: "wait",
    });
    await service.cancelJob(first.id);
    await service.deleteJob(first.id);
    await until(
      "the child to be cancelled",
      async () => (await service.getJob(next.id)).state,
      (state) => state === "cancelled",
    );
  });
});

describe("a flow", () => {
  it("runs each job after those it names", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const log: number[] = [];
    const job = noted(log);
    await startScheduler();
    await startExecutor({ jobs: [job] });
    const { jobs } = await service.scheduleFlow({
      load: { job, args: { n: 4 }, after: ["clean", "join"] },
      clean: { job, args: { n: 2 }, after: ["extract"], queue: "other" },
      join: { job, args: { n: 3 }, after: ["clean"] },
      extract: { job, args: { n: 1 } },
    });
    expect(await service.resultOf(jobs.load!.id)).toBe(40);
    expect(log).toEqual([1, 2, 3, 4]);
    expect(jobs.load!.parents.map(({ id }) => id)).toEqual([jobs.clean!.id, jobs.join!.id]);
  });

  it("refuses a circle and an unknown name by its field, and writes nothing", async () => {
    const { service } = startSystem();
    const job = noted([]);
    const flow = (after: Record<string, string[]>) =>
      service.scheduleFlow(
        Object.fromEntries(
          Object.entries(after).map(([name, names]) => [
            name,
            { job, args: { n: 1 }, after: names },
          ]),
        ),
      );
    await expect(flow({ a: ["c"], b: ["a"], c: ["b"] })).rejects.toMatchObject({
      fields: [{ path: "jobs.a.after", message: "goes in a circle: a after c after b after a" }],
    });
    await expect(flow({ a: ["a"] })).rejects.toThrow("circle");
    await expect(flow({ a: [], b: ["a", "x"] })).rejects.toMatchObject({
      fields: [{ path: "jobs.b.after.1" }],
    });
    await expect(
      service.scheduleFlow({ a: { job, args: { n: 1 } }, b: { job, args: { n: "x" } } }),
    ).rejects.toMatchObject({ fields: [{ path: "jobs.b.args.n" }] });
    expect((await service.listQueues()).items).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import type { SchedulerService } from "./service.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const HOUR_MS = 3_600_000;

/** A job that runs until the test lets it end. */
function gated(name = "gate") {
  const gates = new Map<string, () => void>();
  const order: string[] = [];
  let most = 0;
  const job = defineJob({
    name,
    args: z.object({ n: z.number(), fails: z.boolean().default(false) }),
    async run({ n, fails }, { id }) {
      order.push(`${n}`);
      await new Promise<void>((resolve) => {
        gates.set(id, resolve);
        most = Math.max(most, gates.size);
      });
      gates.delete(id);
      if (fails) throw new Error("as asked");
      return { n };
    },
  });
  const open = (id: string) => gates.get(id)!();
  return { job, gates, open, order, most: () => most };
}

const noted = (log: unknown[]) =>
  defineJob({
    name: "note",
    args: z.object({ n: z.number(), fails: z.boolean().default(false) }),
    run({ n, fails }) {
      log.push(n);
      if (fails) throw new Error(`${n} fails`);
      return n * 10;
    },
  });

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

const ended = (service: SchedulerService, batchId: string) =>
  until(
    "the batch to end",
    async () => (await service.getBatch(batchId)).state,
    (state) => state === "ended",
  );

describe("a batch", () => {
  it("counts its jobs and calls back once when all have ended", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const log: number[] = [];
    const job = noted(log);
    let seen: unknown;
    const summary = defineJob({
      name: "summary",
      args: z.object({}),
      async run(_, { batch }) {
        seen = await batch();
      },
    });
    await startScheduler();
    await startScheduler();
    await startExecutor({ jobs: [job, summary] });
    const { batch, jobIds } = await service.scheduleBatch({
      name: "invoices",
      jobs: Array.from({ length: 700 }, (_, n) => ({
        job,
        args: { n, fails: n % 100 === 0 },
        queue: n % 2 ? "odd" : "even",
      })),
      callback: { job: summary, args: {}, queue: "last" },
    });
    expect(jobIds).toHaveLength(700);
    expect(batch).toMatchObject({ name: "invoices", total: 700, createdBy: "program" });
    await ended(service, batch.id);
    await service.resultOf(batch.callbackId!);
    expect(seen).toMatchObject({ total: 700, succeeded: 693, failed: 7, cancelled: 0 });
    expect(await service.getBatch(batch.id)).toMatchObject({
      state: "ended",
      succeeded: 693,
      failed: 7,
    });
    expect((await service.getJob(jobIds[3]!)).batchId).toBe(batch.id);
    expect((await service.getQueue("last")).counts).toMatchObject({ succeeded: 1, ready: 0 });
  });

  it("with callbackWhen succeeded, calls nobody when one failed; a retry counts nothing twice", async () => {
    const { service, startExecutor, startScheduler } = startSystem();
    const job = noted([]);
    await startScheduler();
    await startExecutor({ jobs: [job] });
    const { batch, jobIds } = await service.scheduleBatch({
      jobs: [
        { job, args: { n: 1 } },
        { job, args: { n: 2, fails: true } },
      ],
      callback: { job, args: { n: 3 } },
      callbackWhen: "succeeded",
    });
    await ended(service, batch.id);
    await service.retryJob(jobIds[1]!);
    await expect(service.resultOf(jobIds[1]!)).rejects.toThrow("2 fails");
    expect(await service.getBatch(batch.id)).toMatchObject({ succeeded: 1, failed: 1 });
    await expect(service.getJob(batch.callbackId!)).rejects.toThrow("no job");
  });

  it("refuses a bad job by its place, and writes nothing", async () => {
    const { service } = startSystem();
    const job = noted([]);
    await expect(
      service.scheduleBatch({
        jobs: [
          { job, args: { n: 1 } },
          { job, args: { n: "x" } },
        ],
      }),
    ).rejects.toMatchObject({ fields: [{ path: "jobs.1.args.n" }] });
    await expect(
      service.scheduleBatch({ jobs: [{ job, args: { n: 1 }, unique: { key: "k" } }] }),
    ).rejects.toMatchObject({ fields: [{ path: "jobs.0.unique" }] });
    await expect(service.scheduleBatch({ jobs: [] })).rejects.toThrow("jobs");
    expect((await service.listQueues()).items).toEqual([]);
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

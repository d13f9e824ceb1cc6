import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import type { Job } from "../jobs/job.ts";
import { isFinal } from "../jobs/states.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import { NonRetriableError } from "./interruption.ts";

const none = z.object({});
const atOnce = { kind: "fixed", delayMs: 0, jitter: 0 } as const;

const ended = ({ service }: ReturnType<typeof startSystem>, { id }: Pick<Job, "id">) =>
  until(
    "the job to end",
    () => service.getJob(id),
    ({ state }) => isFinal(state),
  );

const inState = (
  { service }: ReturnType<typeof startSystem>,
  { id }: Pick<Job, "id">,
  state: Job["state"],
) =>
  until(
    `the job to be ${state}`,
    () => service.getJob(id),
    (job) => job.state === state,
  );

describe("running a function", () => {
  it("passes named arguments, with defaults filled in, and keeps the result", async () => {
    const system = startSystem();
    const greet = defineJob({
      name: "greet",
      args: z.object({ name: z.string(), greeting: z.string().default("Hello") }),
      run: ({ name, greeting }) => {
        expectTypeOf(greeting).toEqualTypeOf<string>();
        return { text: `${greeting}, ${name}` };
      },
    });
    await system.startExecutor({ jobs: [greet] });
    const job = await system.service.scheduleJob({ job: greet, args: { name: "Ada" } });
    expect(await ended(system, job)).toMatchObject({
      state: "succeeded",
      result: { text: "Hello, Ada" },
      attempt: 1,
    });
  });

  it("passes positional arguments, any number, and the context last", async () => {
    const system = startSystem();
    const add = defineJob({
      name: "add",
      args: z.tuple([z.number(), z.number()], z.number()),
      run: (a, b, ...rest) => {
        const context = rest.pop() as unknown as { id: string };
        return { sum: [a, b, ...(rest as number[])].reduce((x, y) => x + y, 0), id: context.id };
      },
    });
    await system.startExecutor({ jobs: [add] });
    const job = await system.service.scheduleJob({ job: add, args: [1, 2, 3, 4] });
    expect((await ended(system, job)).result).toEqual({ sum: 10, id: job.id });
  });

  it("runs as many at once as it has slots", async () => {
    const system = startSystem();
    let running = 0;
    let most = 0;
    const busy = defineJob({
      name: "busy",
      args: none,
      run: async () => {
        most = Math.max(most, ++running);
        await sleep(20);
        running--;
      },
    });
    const jobs = await system.service.scheduleJobs(
      Array.from({ length: 20 }, () => ({ job: busy, args: {} })),
    );
    await system.startExecutor({ jobs: [busy], concurrency: 4 });
    for (const job of jobs) await ended(system, job);
    expect(most).toBe(4);
  });

  it("keeps progress and log lines", async () => {
    const system = startSystem();
    const report = defineJob({
      name: "report",
      args: none,
      run: async (_, { logger, progress }) => {
        logger.info("half way");
        progress(0.5, "of it");
        await sleep(5);
        logger.warn("done");
      },
    });
    await system.startExecutor({ jobs: [report] });
    const job = await system.service.scheduleJob({ job: report, args: {} });
    await ended(system, job);
    const { items } = await system.service.getJobLogs(job.id);
    expect(items).toMatchObject([
      { level: "info", message: "half way", delivery: 1 },
      { level: "warn", message: "done" },
    ]);
  });
});

describe("failing", () => {
  it("is tried again, and lands in failed with every stack", async () => {
    const system = startSystem();
    const broken = defineJob({
      name: "broken",
      args: none,
      attempts: 3,
      backoff: atOnce,
      run: (_, { attempt }) => {
        throw new TypeError(`attempt ${attempt}`, { cause: new Error("the cause") });
      },
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [broken] });
    const job = await ended(system, await system.service.scheduleJob({ job: broken, args: {} }));
    expect(job.state).toBe("failed");
    expect(job.attempts.map(({ outcome, error }) => [outcome, error?.message])).toEqual([
      ["failed", "attempt 1"],
      ["failed", "attempt 2"],
      ["failed", "attempt 3"],
    ]);
    expect(job.error).toMatchObject({ name: "TypeError", message: "attempt 3" });
    expect(job.error?.stack).toContain("executor.test.ts");
    expect(job.error?.stack).toContain("Caused by: Error: the cause");
  });

  it("is not tried again when the error says so", async () => {
    const system = startSystem();
    const hopeless = defineJob({
      name: "hopeless",
      args: none,
      attempts: 5,
      run: () => {
        throw new NonRetriableError("no such customer");
      },
    });
    await system.startExecutor({ jobs: [hopeless] });
    const job = await ended(system, await system.service.scheduleJob({ job: hopeless, args: {} }));
    expect(job).toMatchObject({ state: "failed", attempt: 1 });
  });

  it("waits between attempts as the backoff says", async () => {
    const system = startSystem();
    const flaky = defineJob({
      name: "flaky",
      args: none,
      attempts: 2,
      backoff: { kind: "fixed", delayMs: 250, jitter: 0 },
      run: (_, { attempt }) => {
        if (attempt === 1) throw new Error("once");
      },
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [flaky] });
    const job = await ended(system, await system.service.scheduleJob({ job: flaky, args: {} }));
    const waitedMs = Date.parse(job.startedAt!) - Date.parse(job.attempts[0]!.finishedAt);
    expect(job.state).toBe("succeeded");
    expect(waitedMs).toBeGreaterThanOrEqual(250);
  });

  it("is not begun after its start deadline, and says so", async () => {
    const system = startSystem();
    let runs = 0;
    const fresh = defineJob({ name: "fresh", args: none, attempts: 3, run: () => void runs++ });
    const late = await system.service.scheduleJob({ job: fresh, args: {}, startDeadlineMs: 1 });
    const inTime = await system.service.scheduleJob({
      job: fresh,
      args: {},
      startDeadlineMs: 600_000,
    });
    await until(
      "a moment to pass",
      () => Date.now(),
      (now) => now > Date.parse(late.createdAt) + 5,
    );
    await system.startExecutor({ jobs: [fresh] });
    const expired = await ended(system, late);
    expect(expired).toMatchObject({ state: "failed", attempts: [{ outcome: "expired" }] });
    expect(expired.error?.message).toMatch(/within 1 ms of its time/);
    expect((await ended(system, inTime)).state).toBe("succeeded");
    expect(runs).toBe(1);
  });

  it("runs at once when its time is past, keeps that time, and has it count for its start deadline", async () => {
    const system = startSystem();
    const echo = defineJob({ name: "echo", args: none, run: () => "ran" });
    const executionTime = new Date(Date.now() - 3_600_000);
    const asked = { job: echo, args: {}, executionTime };
    const late = await system.service.scheduleJob(asked);
    const tooLate = await system.service.scheduleJob({ ...asked, startDeadlineMs: 600_000 });
    await system.startExecutor({ jobs: [echo] });
    expect(await ended(system, late)).toMatchObject({
      state: "succeeded",
      runAt: executionTime.toISOString(),
    });
    expect(await ended(system, tooLate)).toMatchObject({
      state: "failed",
      attempts: [{ outcome: "expired" }],
    });
  });

  it("fails on arguments that no longer fit the type", async () => {
    const system = startSystem();
    const before = defineJob({ name: "moved", args: z.object({ to: z.string() }), run: () => 1 });
    const after = defineJob({ name: "moved", args: z.object({ to: z.number() }), run: () => 2 });
    const queued = await system.service.scheduleJob({ job: before, args: { to: "x" } });
    await system.startExecutor({ jobs: [after] });
    const job = await ended(system, queued);
    expect(job.state).toBe("failed");
    expect(job.error?.message).toContain("to");
  });
});

describe("stopping", () => {
  const waits = defineJob({
    name: "waits",
    args: none,
    run: async (_, { signal }) => {
      await sleep(60_000, undefined, { signal });
    },
  });

  it("aborts the signal of a job that is cancelled", async () => {
    const system = startSystem();
    await system.startExecutor({ jobs: [waits] });
    const job = await system.service.scheduleJob({ job: waits, args: {} });
    await inState(system, job, "running");
    const asked = await system.service.cancelJob(job.id, { by: "ana" });
    expect(asked).toMatchObject({ state: "running", cancelRequested: true });
    expect(await ended(system, job)).toMatchObject({ state: "cancelled", cancelledBy: "ana" });
  });

  it("ends an attempt that takes too long, and says so", async () => {
    const system = startSystem();
    await system.startExecutor({ jobs: [waits] });
    const job = await system.service.scheduleJob({ job: waits, args: {}, timeoutMs: 50 });
    const { state, attempts, error } = await ended(system, job);
    expect(state).toBe("failed");
    expect(attempts[0]?.outcome).toBe("timed-out");
    expect(error?.message).toContain("50 ms");
  });

  it("gives up on a handler that hears nothing, after the grace time of its type", async () => {
    const system = startSystem();
    const deaf = defineJob({
      name: "deaf",
      args: none,
      graceMs: 20,
      run: () => new Promise(() => undefined),
    });
    await system.startExecutor({ jobs: [deaf], graceMs: 60_000 });
    const job = await system.service.scheduleJob({ job: deaf, args: {} });
    await inState(system, job, "running");
    await system.service.cancelJob(job.id, {});
    expect((await ended(system, job)).state).toBe("cancelled");
  });

  it("hands back what it could not finish, and another executor takes it", async () => {
    const system = startSystem();
    const first = await system.startExecutor({ jobs: [waits], drainMs: 20 });
    const job = await system.service.scheduleJob({ job: waits, args: {} });
    await inState(system, job, "running");
    await first.stop();
    const done = defineJob({ name: "waits", args: none, run: () => "done" });
    await system.startExecutor({ jobs: [done] });
    expect(await ended(system, job)).toMatchObject({
      state: "succeeded",
      result: "done",
      attempt: 1,
      attempts: [{ outcome: "released" }, { outcome: "succeeded" }],
    });
  });

  it("lets what runs finish first", async () => {
    const system = startSystem();
    const brief = defineJob({
      name: "brief",
      args: none,
      run: async () => {
        await sleep(150);
        return "finished";
      },
    });
    const executor = await system.startExecutor({ jobs: [brief], drainMs: 5_000 });
    const job = await system.service.scheduleJob({ job: brief, args: {} });
    await inState(system, job, "running");
    await executor.stop();
    expect(await system.service.getJob(job.id)).toMatchObject({
      state: "succeeded",
      result: "finished",
    });
  });
});

describe("leases", () => {
  it("are kept while the event loop is blocked", async () => {
    const system = startSystem();
    let runs = 0;
    const blocks = defineJob({
      name: "blocks",
      args: none,
      run: () => {
        runs++;
        const endMs = performance.now() + 1_600;
        while (performance.now() < endMs);
        return runs;
      },
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [blocks], leaseMs: 1_000 });
    const job = await ended(system, await system.service.scheduleJob({ job: blocks, args: {} }));
    expect(job).toMatchObject({ state: "succeeded", result: 1, attempts: [{ delivery: 1 }] });
  });
});

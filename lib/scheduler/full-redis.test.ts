import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";
import { isOperationOver } from "../jobs/operation.ts";
import { checkQueue } from "../queue/fsck.ts";
import { Registry } from "../queue/registry.ts";
import { queueTag, registryTag } from "../redis/keys.ts";
import { refusal } from "../testing/refusal.ts";
import { gated } from "../testing/sample-jobs.ts";
import { startSmallRedis } from "../testing/small-redis.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import { SchedulerService } from "./service.ts";

const HOUR_MS = 3_600_000;
const inAnHour = () => ({ executionTime: new Date(Date.now() + HOUR_MS) });

const letter = defineJob({
  name: "letter",
  args: z.object({ text: z.string().default("") }),
  run: ({ text }) => text.length,
});
const LETTER = { job: letter, args: {} };
const letters = (count: number, text = "") =>
  Array.from({ length: count }, () => ({ job: letter, args: { text } }));

/** A system on a Redis of its own, which fsck looks at in the end. */
async function openSmall() {
  const small = await startSmallRedis();
  const system = startSystem(small.urls.any);
  const { prefix, service } = system;
  const { redis } = small;
  await new Registry(redis, prefix).publishJobTypes([letter.type]);
  onTestFinished(async () => {
    for (const queue of await redis.smembers(`${registryTag(prefix)}:queues`))
      expect(await checkQueue(redis, queueTag(prefix, queue))).toEqual([]);
  });
  return {
    ...system,
    ...small,
    /** One that has not looked how much there is. */
    newService() {
      const made = new SchedulerService({ redis: small.urls.program, prefix });
      onTestFinished(() => made.close());
      return made;
    },
    held: async () => ({
      keys: (await redis.keys(`{${prefix}*`)).toSorted(),
      counts: (await service.getStats()).counts,
    }),
  };
}

/** Everything that makes something new. */
const creations = (service: SchedulerService, parent: string) => ({
  scheduleJob: () => service.scheduleJob(LETTER),
  "scheduleJob in a new queue": () => service.scheduleJob({ ...LETTER, queue: "new" }),
  "scheduleJob with a parent": () => service.scheduleJob({ ...LETTER, parents: [parent] }),
  scheduleAt: () => service.scheduleAt({ ...LETTER, ...inAnHour() }),
  scheduleJobs: () => service.scheduleJobs(letters(500)),
  scheduleBatch: () => service.scheduleBatch({ jobs: letters(2), callback: LETTER }),
  scheduleFlow: () => service.scheduleFlow({ one: LETTER, two: { ...LETTER, after: ["one"] } }),
  schedulePeriodic: () => service.schedulePeriodic({ ...LETTER, id: "new", interval: 60 }),
  createSchedule: () => service.createSchedule({ ...LETTER, id: "new", cron: "0 9 * * *" }),
  restoreSchedule: () => service.restoreSchedule("gone"),
  triggerSchedule: () => service.triggerSchedule("old"),
  backfillSchedule: () =>
    service.backfillSchedule("old", {
      from: new Date(Date.now() - 5 * HOUR_MS),
      to: new Date(Date.now() - HOUR_MS),
    }),
  "resumeSchedule with what was missed": () => service.resumeSchedule("old", { missed: "all" }),
});

describe.each([
  { state: "near its limit", share: 0.97 },
  { state: "beyond its limit", share: 1.02 },
])("Redis $state", ({ share }) => {
  it("takes nothing new, by any verb, and keeps nothing of it", async () => {
    const { fillTo, service, newService, held } = await openSmall();
    const { id } = await service.scheduleJob(LETTER);
    await service.schedulePeriodic({ ...LETTER, id: "old", interval: 3_600 });
    await service.schedulePeriodic({ ...LETTER, id: "gone", interval: 3_600 });
    await service.cancelSchedule("gone");
    const before = await held();
    await fillTo(share);
    for (const [name, create] of Object.entries(creations(newService(), id))) {
      const { code, message } = await refusal(create());
      expect(code, name).toBe("redis_full");
      expect(message).toContain("Delete finished jobs");
    }
    expect(await held()).toEqual(before);
  });

  it("lets what is under way end, and keeps what it returned", async () => {
    const { fillTo, service, startExecutor, startScheduler } = await openSmall();
    const gate = gated();
    let tries = 0;
    const stubborn = defineJob({
      name: "stubborn",
      args: z.object({}),
      attempts: 3,
      backoff: { kind: "fixed", delayMs: 20 },
      run(_, { logger, progress }) {
        progress(0.5);
        logger.info("trying");
        if (++tries < 3) throw new Error("not yet");
        return { tries };
      },
    });
    await startScheduler();
    await startExecutor({ jobs: [gate.job, stubborn, letter] });
    const running = await service.scheduleJob({ job: gate.job, args: { n: 1 } });
    const waiting = await service.scheduleJob({
      ...LETTER,
      executionTime: new Date(Date.now() + 500),
    });
    const follower = await service.scheduleJob({ ...LETTER, parents: [running.id] });
    const { batch } = await service.scheduleBatch({
      jobs: [{ job: gate.job, args: { n: 2 } }],
      callback: { job: letter, args: { text: "all" } },
    });
    await until("both to run", () => gate.gates.size === 2);
    const failing = await service.scheduleJob({ job: stubborn, args: {} });
    await fillTo(share);
    expect(await failing.result()).toEqual({ tries: 3 });
    expect(await waiting.result()).toBe(0);
    for (const id of gate.gates.keys()) gate.open(id);
    expect(await running.result()).toEqual({ n: 1 });
    expect(await follower.result()).toBe(0);
    const { callbackId } = await until(
      "the batch to end",
      () => service.getBatch(batch.id),
      ({ state }) => state === "ended",
    );
    expect(await service.resultOf(callbackId!)).toBe(3);
  });

  it("counts the runs that end meanwhile", async () => {
    const { fillTo, service, startExecutor } = await openSmall();
    const jobs = await service.scheduleJobs(letters(20));
    await fillTo(share);
    await startExecutor({ jobs: [letter] });
    await Promise.all(jobs.map((job) => job.result()));
    await until(
      "the runs to be counted",
      () => service.getStats(),
      ({ succeededInDay }) => succeededInDay === 20,
    );
  });

  it("can be acted on: cancel, delete, retry, run now, pause, edit, skip", async () => {
    const { fillTo, service, newService, startExecutor } = await openSmall();
    const executor = await startExecutor({ jobs: [letter] });
    const done = await service.scheduleJob(LETTER);
    await done.result();
    await executor.stop();
    const [ready, later, soon] = await Promise.all([
      service.scheduleJob(LETTER),
      service.scheduleAt({ ...LETTER, ...inAnHour() }),
      service.scheduleAt({ ...LETTER, ...inAnHour() }),
    ]);
    const hourly = { ...LETTER, id: "s", interval: 3_600 };
    await service.schedulePeriodic(hourly);
    await fillTo(share);
    // A program that starts again: what it saves is there.
    const other = newService();
    expect(await other.schedulePeriodic(hourly)).toMatchObject({ revision: 1 });
    expect(await other.schedulePeriodic({ ...hourly, interval: 7_200 })).toMatchObject({
      revision: 2,
    });
    expect(await other.skipNext("s")).toMatchObject({ state: "active" });
    expect(await other.pauseSchedule("s")).toMatchObject({ state: "paused" });
    expect(await other.resumeSchedule("s")).toMatchObject({ state: "active" });
    await other.cancelSchedule("s");
    expect(await other.cancelJob(ready.id)).toMatchObject({ state: "cancelled" });
    expect(await other.retryJob(ready.id)).toMatchObject({ state: "ready" });
    expect(await other.cancelJob(later.id)).toMatchObject({ state: "cancelled" });
    expect(await other.deleteJob(later.id)).toMatchObject({ state: "cancelled" });
    expect(await other.deleteJob(done.id)).toMatchObject({ state: "succeeded" });
    expect(await other.runJobNow(soon.id)).toMatchObject({ state: "ready" });
    await other.pauseQueue("default", { reason: "full" });
    await other.resumeQueue("default");
  });

  it("is served by workers that come back to it", async () => {
    const { fillTo, service, startExecutor, startScheduler } = await openSmall();
    const job = await service.scheduleJob({ ...LETTER, executionTime: new Date(Date.now() + 200) });
    await fillTo(share);
    await startScheduler();
    await startExecutor({ jobs: [letter], queues: ["default", "elsewhere"] });
    expect(await job.result()).toBe(0);
    const { items } = await service.listWorkers();
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(["executor", "scheduler"]);
  });
});

describe("room", () => {
  it("is refused in figures, with what to do", async () => {
    const { fillTo, newService } = await openSmall();
    await fillTo(0.97);
    const { message } = await refusal(newService().scheduleJob(LETTER));
    expect(message).toMatch(
      /^Redis uses \d\d MB of its \d\d MB, and from 95 % on it takes nothing new, so that what is under way can end\. Delete finished jobs, .*maxmemory.*Then try again\.$/,
    );
  });

  it("is there below 95 %, and without a limit", async () => {
    const { fillTo, limitTo, newService } = await openSmall();
    await fillTo(0.93);
    await newService().scheduleJob(LETTER);
    await limitTo(0);
    await newService().scheduleJob(LETTER);
  });

  it("is asked for in whole: many jobs that would not all fit are none", async () => {
    const { leave, service } = await openSmall();
    await leave(1_000_000);
    const { code, message } = await refusal(service.scheduleJobs(letters(200, "x".repeat(10_000))));
    expect(code).toBe("redis_full");
    expect(message).toMatch(/this would take about 2 MB more/);
    expect((await service.getStats()).counts.ready).toBe(0);
    await service.scheduleJobs(letters(20, "x".repeat(10_000)));
  });

  it("is used up by what was let in since Redis was asked", async () => {
    const { leave, service } = await openSmall();
    await leave(1_000_000);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => service.scheduleJobs(letters(20, "x".repeat(10_000)))),
    );
    const made = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(made).toBeGreaterThanOrEqual(3);
    expect(made).toBeLessThanOrEqual(4);
    expect((await service.getStats()).counts.ready).toBe(made * 20);
  });

  it("that goes away in the middle of many jobs: all of them are there", async () => {
    const { fillTo, makeRoom, service } = await openSmall();
    await makeRoom();
    const making = service.scheduleJobs(letters(20_000));
    await until(
      "the first to be there",
      () => service.getStats(),
      ({ counts }) => counts.ready > 0,
    );
    await fillTo(1.02);
    expect(await making).toHaveLength(20_000);
    expect((await refusal(service.scheduleJobs(letters(500)))).code).toBe("redis_full");
  });

  it("comes back by deleting what has ended", async () => {
    const { leave, newService, service, startExecutor, startScheduler } = await openSmall();
    await startExecutor({ jobs: [letter] });
    await startScheduler();
    const jobs = await service.scheduleJobs(letters(200, "x".repeat(10_000)));
    await Promise.all(jobs.map((job) => job.result()));
    await leave(-500_000);
    const other = newService();
    expect((await refusal(other.scheduleJob(LETTER))).code).toBe("redis_full");
    const { id } = await other.startOperation({ action: "delete", filter: { state: "succeeded" } });
    await until(
      "them to be deleted",
      () => other.getOperation(id),
      ({ state }) => isOperationOver(state),
    );
    const made = await until(
      "room",
      () => other.scheduleJob(LETTER).catch(() => null),
      (seen) => seen !== null,
    );
    expect(await made!.result()).toBe(0);
  });

  it("that is gone before anybody has looked is refused by Redis, and says so", async () => {
    const { fillTo, service } = await openSmall();
    const { id } = await service.scheduleJob(LETTER);
    await fillTo(1.02);
    expect((await refusal(service.scheduleJob(LETTER))).code).toBe("redis_full");
    const moved = await refusal(service.rescheduleJob(id, inAnHour()));
    expect(moved).toMatchObject({ code: "redis_full" });
    expect(moved.message).toMatch(/^Redis has reached its maxmemory/);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CarillonError } from "../errors.ts";
import { defineJob } from "../jobs/define-job.ts";
import { parseJobId } from "../jobs/names.ts";
import { createLogger } from "../logger.ts";
import type { QueueEvent } from "../queue/events.ts";
import { JobTypes } from "../queue/job-types.ts";
import { openRedis, testRedisUrl } from "../testing/redis.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import { EventFeed } from "./event-feed.ts";
import type { JobEvent } from "./subscribe.ts";
import { Subscriptions } from "./subscriptions.ts";

const HOUR_MS = 3_600_000;
const works = defineJob({ name: "works", args: z.object({}), run: () => "well" });
const fails = defineJob({
  name: "fails",
  args: z.object({}),
  attempts: 2,
  backoff: { kind: "fixed", delayMs: 0, jitter: 0 },
  run: () => {
    throw new Error("never");
  },
});

describe("subscribe", () => {
  it("tells every move of a job, in order, from ready to its end", async () => {
    const system = startSystem();
    const { service } = system;
    const seen: JobEvent[] = [];
    const stop = await service.subscribe((event) => seen.push(event));
    const job = await service.scheduleJob({ job: fails, args: {}, delayMs: 5 });
    await system.startScheduler();
    await system.startExecutor({ jobs: [works, fails] });
    await until("its end", () => seen.some(({ state }) => state === "failed"));
    expect(seen.map(({ state }) => state)).toEqual([
      "scheduled",
      "ready",
      "running",
      "scheduled",
      "ready",
      "running",
      "failed",
    ]);
    expect(new Set(seen.map(({ jobId }) => jobId))).toEqual(new Set([job.id]));
    expect(seen[0]).toMatchObject({
      queue: "default",
      eventId: expect.stringMatching(/^default\/\d+-\d+$/) as string,
    });

    const before = seen.length;
    stop();
    const marker: string[] = [];
    await service.subscribe(({ jobId }) => marker.push(jobId), { states: ["succeeded"] });
    const after = await service.scheduleJob({ job: works, args: {} });
    await until("another subscriber to be told", () => marker.includes(after.id));
    expect(seen.length).toBe(before);
  });

  it("tells of moves alone: not of progress, another priority, a wish to cancel, or a deletion", async () => {
    const system = startSystem();
    const { service } = system;
    const hangs = defineJob({
      name: "hangs",
      args: z.object({}),
      run: (_, { progress, signal }) =>
        new Promise((_resolve, reject) => {
          progress(0.5);
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    });
    const seen: string[] = [];
    const hints: string[] = [];
    await service.subscribe(({ state }) => seen.push(state));
    await service.watch((_, { jobs }) => hints.push(...jobs));
    const { id } = await service.scheduleJob({ job: hangs, args: {} });
    await service.reprioritiseJob(id, 9);
    await system.startExecutor({ jobs: [hangs] });
    await until("progress", async () => (await service.getJob(id)).progress);
    await service.cancelJob(id);
    await until("its end", () => seen.includes("cancelled"));
    await service.deleteJob(id);
    const last = await service.scheduleJob({ job: hangs, args: {}, delayMs: HOUR_MS });
    await until("what came later", () => hints.includes(last.id));
    expect(seen).toEqual(["ready", "running", "cancelled", "scheduled"]);
    expect(hints.filter((each) => each === id).length).toBeGreaterThan(3);
  });

  it("tells of five hundred that move at once, each once and in their order", async () => {
    const { service } = startSystem();
    const seen: string[] = [];
    await service.subscribe(({ jobId }) => seen.push(jobId));
    const jobs = await service.scheduleJobs(
      Array.from({ length: 500 }, () => ({ job: works, args: {}, delayMs: HOUR_MS })),
    );
    await until("all of them", () => seen.length >= 500);
    expect(seen).toEqual(jobs.map(({ id }) => id));
  });

  it("filters by states, types and queues, and refuses a state that is none", async () => {
    const system = startSystem();
    const { service } = system;
    const seen: Record<string, string[]> = { states: [], types: [], queues: [], all: [] };
    const into = (name: string) => (event: JobEvent) => seen[name]!.push(event.jobId);
    await service.subscribe(into("states"), { states: ["cancelled"] });
    await service.subscribe(into("types"), { types: ["fails", "no-such"] });
    await service.subscribe(into("queues"), { queues: ["mail"] });
    await service.subscribe(into("all"), {
      states: ["scheduled"],
      types: ["works"],
      queues: ["mail"],
    });
    const make = (job: typeof works | typeof fails, queue: string) =>
      service.scheduleJob({ job, args: {}, queue, delayMs: HOUR_MS });
    const made = {
      works: await make(works, "default"),
      fails: await make(fails, "default"),
      mail: await make(works, "mail"),
    };
    for (const { id } of Object.values(made)) await service.cancelJob(id);
    await until("all cancellations", () => seen.states!.length === 3);
    await until(
      "the others",
      () => seen.types!.length + seen.queues!.length + seen.all!.length === 5,
    );
    expect(seen.states!.toSorted()).toEqual(
      Object.values(made)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(seen.types).toEqual([made.fails.id, made.fails.id]);
    expect(seen.queues).toEqual([made.mail.id, made.mail.id]);
    expect(seen.all).toEqual([made.mail.id]);
    const wrong = service.subscribe(() => undefined, { states: ["done" as never] });
    await expect(wrong).rejects.toBeInstanceOf(CarillonError);
    await expect(wrong).rejects.toThrow(/states.*done.*succeeded/);
  });

  it("reports a listener that throws or rejects, and tells the others all the same", async () => {
    const { service } = startSystem();
    const errors: string[] = [];
    const seen: string[] = [];
    const onError = (error: unknown) => errors.push((error as Error).message);
    await service.subscribe(
      () => {
        throw new Error("sync");
      },
      { onError },
    );
    await service.subscribe(() => Promise.reject(new Error("async")), { onError });
    await service.subscribe(({ jobId }) => seen.push(jobId));
    for (const _ of [1, 2]) await service.scheduleJob({ job: works, args: {} });
    await until("both events", () => seen.length === 2 && errors.length === 4);
    expect(errors.toSorted()).toEqual(["async", "async", "sync", "sync"]);
  });

  it("goes on where it was after its connection is lost", async () => {
    const system = startSystem();
    const { service } = system;
    const seen: string[] = [];
    const redis = await openRedis();
    const watches = async () =>
      [...String(await redis.client("LIST")).matchAll(/^id=(\d+) .*name=carillon-watch .*$/gm)].map(
        ([, id]) => id!,
      );
    const others = await watches();
    await service.subscribe(({ jobId }) => seen.push(jobId));
    const first = await service.scheduleJob({ job: works, args: {} });
    await until("the first", () => seen.includes(first.id));
    const own = (await watches()).filter((id) => !others.includes(id));
    expect(own.length).toBeGreaterThan(0);
    for (const id of own) await redis.client("KILL", "ID", id);
    const jobs = await service.scheduleJobs([1, 2, 3].map(() => ({ job: works, args: {} })));
    await until("what came meanwhile", () => seen.length >= 4);
    expect(seen).toEqual([first.id, ...jobs.map(({ id }) => id)]);
  });
});

describe("on", () => {
  it("hands over the whole job, with its error and its result", async () => {
    const system = startSystem();
    const { service } = system;
    const seen: string[] = [];
    await service.on("failed", ({ type, error }) => seen.push(`${type}: ${error?.message}`));
    await service.on(
      "succeeded",
      ({ type, result }) => seen.push(`${type}: ${JSON.stringify(result)}`),
      {
        types: ["works"],
      },
    );
    await system.startScheduler();
    await system.startExecutor({ jobs: [works, fails] });
    await service.scheduleJob({ job: works, args: {} });
    await service.scheduleJob({ job: fails, args: {} });
    await until("both", () => seen.length === 2);
    expect(seen.toSorted()).toEqual(["fails: never", `works: "well"`]);
  });

  it("leaves out a job that is gone by then", async () => {
    const { service, prefix } = startSystem();
    let tellFeed: (event: QueueEvent) => Promise<void> = () => Promise.resolve();
    const feed = new EventFeed({
      open: (listener) => {
        tellFeed = listener;
        return { begun: Promise.resolve(), stop: () => undefined };
      },
      onError: () => undefined,
    });
    const redis = await openRedis(testRedisUrl("web"));
    const subscriptions = new Subscriptions({
      feed,
      jobTypes: new JobTypes(redis, prefix),
      read: (id) => service.getJob(id),
      logger: createLogger("silent", {}),
    });
    const seen: string[] = [];
    const errors: unknown[] = [];
    await subscriptions.on("ready", ({ id }) => seen.push(id), {
      onError: (error) => errors.push(error),
    });
    const { id, queue } = await service.scheduleJob({ job: works, args: {} });
    const localIds = ["01JD3V5W3N8Q0M4R7T1B6C2X9Z", parseJobId(id)!.localId];
    const changes = [{ state: "ready", isMove: true, localIds } as const];
    await tellFeed({ queue, id: "1-0", changes, schedules: false });
    expect(seen).toEqual([id]);
    expect(errors).toEqual([]);
  });
});

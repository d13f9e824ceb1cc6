import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CarillonError } from "../errors.ts";
import { defineJob } from "../jobs/define-job.ts";
import { isOperationOver } from "../jobs/operation.ts";
import { createLogger } from "../logger.ts";
import { Operations } from "../queue/operations.ts";
import type { Queue } from "../queue/queue.ts";
import { makeFailed, makeReady, openStore } from "../testing/many-jobs.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";
import { stepOf } from "./operation-step.ts";
import type { SchedulerService } from "./service.ts";
import { Store } from "./store.ts";

const LEASE_MS = 5_000;

async function open() {
  const system = startSystem();
  const store = await openStore(system);
  return { ...system, store, operations: new Operations(store.redis, store.prefix) };
}

const untilOver = (service: SchedulerService, id: string) =>
  until(
    "the operation to end",
    () => service.getOperation(id),
    ({ state }) => isOperationOver(state),
  );

/** How often each job was handed back to its queue: its delivery grows by one each time. */
async function retriesOf(store: Store, ids: string[], queue = "q"): Promise<Set<number>> {
  const jobs = await store.reads(queue).jobs(ids);
  expect(jobs.length).toBe(ids.length);
  return new Set(jobs.map(({ record }) => record.delivery - 1));
}

async function refusal(promise: Promise<unknown>): Promise<CarillonError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CarillonError);
  return error as CarillonError;
}

describe("an operation", () => {
  it("retries every job that fits, over several steps, and counts them", async () => {
    const { service, store, startScheduler } = await open();
    const ids = await makeFailed(store, { count: 2_500 });
    const filter = { state: "failed" as const };
    const started = await service.startOperation(
      { action: "retry", filter, reason: "the provider is back", expectedCount: 2_500 },
      { by: "ana" },
    );
    expect(started).toMatchObject({ state: "waiting", total: 2_500, toLook: 2_500, rate: null });
    await startScheduler();
    const over = await untilOver(service, started.id);
    expect(over).toMatchObject({
      state: "done",
      action: "retry",
      filter,
      reason: "the provider is back",
      by: "ana",
      looked: 2_500,
      changed: 2_500,
      skipped: 0,
      failed: 0,
      failures: [],
      problem: null,
    });
    expect(over.rate).toBeGreaterThan(0);
    expect(await retriesOf(store, ids)).toEqual(new Set([1]));
    expect((await store.reads("q").counts()).ready).toBe(2_500);
    expect((await service.listOperations()).items.map(({ id }) => id)).toEqual([started.id]);
  });

  it("begins at once in a scheduler that is alive already", async () => {
    const { service, store, startScheduler } = await open();
    await startScheduler();
    await makeFailed(store, { count: 3 });
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    const { createdAt, startedAt } = await untilOver(service, id);
    expect(Date.parse(startedAt!) - Date.parse(createdAt)).toBeLessThan(500);
  });

  it("cancels what waits and asks what runs, in every queue", async () => {
    const { service, store, startScheduler } = await open();
    const [running] = await makeReady(store, { count: 1 });
    await store
      .queue("q")
      .turn({ executor: "e", channel: 0, sequence: 1, want: 1, leaseMs: 60_000, acks: [] });
    const ready = await makeReady(store, { count: 600 });
    const elsewhere = await makeReady(store, { count: 2, queue: "other" });
    const later = await service.scheduleJob({ job: noop, args: {}, delayMs: 3_600_000 });
    await startScheduler();
    const { id } = await service.startOperation(
      { action: "cancel", filter: {} },
      { by: "Ana B\u00fcrger" },
    );
    expect(await untilOver(service, id)).toMatchObject({ changed: 604, skipped: 0 });
    expect(await store.reads("q").counts()).toMatchObject({ ready: 0, running: 1, cancelled: 600 });
    expect(await store.reads("other").counts()).toMatchObject({ cancelled: elsewhere.length });
    expect((await service.getJob(`q~${running}`)).cancelRequested).toBe(true);
    expect(await service.getJob(later.id)).toMatchObject({
      state: "cancelled",
      cancelledBy: "Ana B\u00fcrger",
    });
    expect((await service.getJob(`q~${ready[0]}`)).cancelledBy).toBe("Ana B\u00fcrger");
  });

  it("deletes what has ended, and nothing else", async () => {
    const { service, store, startScheduler } = await open();
    await makeFailed(store, { count: 700 });
    await makeReady(store, { count: 5 });
    await startScheduler();
    const { id } = await service.startOperation({ action: "delete", filter: { queue: "q" } });
    expect(await untilOver(service, id)).toMatchObject({ changed: 700, total: 700 });
    expect(await store.reads("q").counts()).toMatchObject({ failed: 0, ready: 5 });
  });

  it("takes only the jobs of a type, of a queue or of a schedule", async () => {
    const { service, store, startScheduler } = await open();
    const mails = await makeFailed(store, { count: 600, content: { n: "mail.send" } });
    const reports = await makeFailed(store, { count: 600, content: { n: "report.build" } });
    const elsewhere = await makeFailed(store, { count: 10, queue: "other" });
    await startScheduler();
    const mailing = await service.startOperation({
      action: "retry",
      filter: { state: "failed", type: "mail.send", queue: "q" },
    });
    expect(mailing).toMatchObject({ total: 600, toLook: 1_200 });
    expect(await untilOver(service, mailing.id)).toMatchObject({ looked: 1_200, changed: 600 });
    expect(await retriesOf(store, mails)).toEqual(new Set([1]));
    expect(await retriesOf(store, reports)).toEqual(new Set([0]));
    expect(await retriesOf(store, elsewhere, "other")).toEqual(new Set([0]));

    const schedule = { job: noop, args: {}, interval: 3_600, id: "hourly" };
    await service.schedulePeriodic(schedule);
    await service.schedulePeriodic({ ...schedule, id: "other" });
    const mine = await service.triggerSchedule("hourly");
    const other = await service.triggerSchedule("other");
    const ofSchedule = await service.startOperation({
      action: "cancel",
      filter: { schedule: "hourly" },
    });
    expect(await untilOver(service, ofSchedule.id)).toMatchObject({ changed: 1 });
    expect((await service.getJob(mine.id)).state).toBe("cancelled");
    expect((await service.getJob(other.id)).state).toBe("ready");
  });

  it("ends although the jobs it retries fail again at once", async () => {
    const { service, store, startScheduler, startExecutor } = await open();
    const jobs = await service.scheduleJobs(
      Array.from({ length: 300 }, () => ({ job: fails, args: {}, queue: "q", attempts: 1 })),
    );
    await startExecutor({ jobs: [fails], queues: ["q"] });
    const failed = async () => (await store.reads("q").counts()).failed;
    await until("all to fail", failed, (count) => count === jobs.length);
    await startScheduler();
    const { id } = await service.startOperation({ action: "retry", filter: { state: "failed" } });
    expect(await untilOver(service, id)).toMatchObject({ state: "done", changed: 300 });
    await until("all to fail again", failed, (count) => count === jobs.length);
    const ids = jobs.map((job) => job.id.slice("q~".length));
    expect(await retriesOf(store, ids)).toEqual(new Set([1]));
  });

  it("leaves jobs alone that were made or ended after it was asked for", async () => {
    const { service, store, startScheduler } = await open();
    await makeFailed(store, { count: 2 });
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    const { createdAt } = await service.getOperation(id);
    await until("the next millisecond", async () => {
      await store.readClock();
      return store.clock.now() > Date.parse(createdAt) + 1;
    });
    const late = await makeFailed(store, { count: 3 });
    await startScheduler();
    expect(await untilOver(service, id)).toMatchObject({ looked: 5, changed: 2, skipped: 0 });
    expect(await retriesOf(store, late)).toEqual(new Set([0]));
  });
});

describe("a step", () => {
  it("skips and counts what has moved on before its turn", async () => {
    const { service, store, operations } = await open();
    const [first, second, ...others] = await makeFailed(store, { count: 5 });
    await service.startOperation({ action: "retry", filter: {} });
    const { operation } = (await operations.claim("s1", LEASE_MS))!;
    const { counts } = await stepOf(new BeatenStore(store, [first!, second!]), operation);
    expect(counts).toEqual({ looked: 5, changed: 3, skipped: 2, failed: 0 });
    expect(await retriesOf(store, others)).toEqual(new Set([1]));
  });

  it("names the jobs that could not be changed, and goes on", async () => {
    const { service, store, operations } = await open();
    const [first] = await makeFailed(store, { count: 3 });
    await service.startOperation({ action: "retry", filter: {} });
    const claimed = (await operations.claim("s1", LEASE_MS))!;
    // Redis refuses one of them.
    await store.redis.hset(`${store.queue("q").tag}:state`, first!, "f one 1 0 e 1 1 -");
    const outcome = await stepOf(store, claimed.operation);
    await operations.advance(claimed.operation.id, claimed.claim, outcome);
    const [operation] = (await service.listOperations()).items;
    expect(operation).toMatchObject({ changed: 2, failed: 1, skipped: 0 });
    expect(operation!.failures).toEqual([{ jobId: `q~${first}`, message: expect.any(String) }]);
  });

  it("is the last one when the operation is aborted meanwhile, and still counts", async () => {
    const { service, store, operations } = await open();
    await makeFailed(store, { count: 1_200 });
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    const { operation, claim } = (await operations.claim("s1", LEASE_MS))!;
    const outcome = await stepOf(store, operation);
    expect(await service.abortOperation(id, { by: "ben" })).toMatchObject({
      state: "aborted",
      abortedBy: "ben",
      changed: 0,
    });
    expect(await operations.advance(id, claim, outcome)).toBe("aborted");
    expect(await operations.claim("s1", LEASE_MS)).toBeNull();
    const over = await service.getOperation(id);
    expect(over).toMatchObject({ state: "aborted", looked: 500, changed: 500 });
    expect(over.finishedAt).not.toBeNull();
    expect((await store.reads("q").counts()).failed).toBe(700);
    expect(await service.abortOperation(id)).toEqual({ ...over, now: expect.any(String) });
  });

  it("stops a scheduler's work within itself when the operation is aborted", async () => {
    const { service, store, startScheduler } = await open();
    await makeFailed(store, { count: 5_000 });
    await startScheduler();
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    await until(
      "the first step",
      () => service.getOperation(id),
      ({ looked }) => looked > 0,
    );
    const aborted = await service.abortOperation(id);
    expect(aborted.state).toBe("aborted");
    const next = await service.startOperation({ action: "retry", filter: { queue: "empty" } });
    await untilOver(service, next.id);
    const { looked } = await service.getOperation(id);
    expect(looked - aborted.looked).toBeLessThanOrEqual(500);
    expect(looked).toBeLessThan(5_000);
  });

  it("is followed by those of another scheduler, when its own is stopped; every job is counted", async () => {
    const { service, store, startScheduler } = await open();
    const ids = await makeFailed(store, { count: 5_000 });
    const first = await startScheduler();
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    await until(
      "the first step",
      () => service.getOperation(id),
      ({ looked }) => looked > 0,
    );
    await first.stop();
    expect((await service.getOperation(id)).looked).toBeLessThan(5_000);
    await startScheduler();
    expect(await untilOver(service, id)).toMatchObject({ state: "done", changed: 5_000 });
    expect(await retriesOf(store, ids)).toEqual(new Set([1]));
  });

  it("is taken over, at its cursor, when its scheduler dies in it; nothing is done twice", async () => {
    const { service, store, operations, startScheduler } = await open();
    const ids = await makeFailed(store, { count: 2_500 });
    const { id } = await service.startOperation({ action: "retry", filter: { type: "demo.echo" } });
    const whole = (await operations.claim("s1", LEASE_MS))!;
    await operations.advance(id, whole.claim, await stepOf(store, whole.operation));
    // Dies in its second step, having retried 500 of them and told nobody.
    const dying = (await operations.claim("s1", 400))!;
    await stepOf(store, dying.operation);
    await Promise.all([startScheduler(), startScheduler()]);
    const over = await untilOver(service, id);
    expect(over).toMatchObject({ state: "done", changed: 2_000, skipped: 0 });
    expect(await retriesOf(store, ids)).toEqual(new Set([1]));
  });

  it("counts once, when it took longer than its lease and another has gone on", async () => {
    const { service, store, operations } = await open();
    await makeFailed(store, { count: 10 });
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    const slow = (await operations.claim("slow", 1))!;
    const outcome = await stepOf(store, slow.operation);
    const quick = await until("the lease to end", () => operations.claim("quick", LEASE_MS));
    expect(await operations.advance(id, slow.claim, outcome)).toBe("lost");
    const rest = await stepOf(store, quick!.operation);
    expect(await operations.advance(id, quick!.claim, rest)).toBe("running");
    expect(await operations.advance(id, quick!.claim, rest)).toBe("lost");
    expect(await service.getOperation(id)).toMatchObject({ looked: 0, changed: 0 });
  });

  it("is had in turn by every operation that is open", async () => {
    const { service, store, operations } = await open();
    await makeFailed(store, { count: 1_200 });
    const long = await service.startOperation({ action: "retry", filter: {} });
    const short = await service.startOperation({ action: "cancel", filter: { queue: "none" } });
    const first = (await operations.claim("s1", LEASE_MS))!;
    await operations.advance(long.id, first.claim, await stepOf(store, first.operation));
    const second = (await operations.claim("s1", LEASE_MS))!;
    expect([first.operation.id, second.operation.id]).toEqual([long.id, short.id]);
  });

  it("is not done when the filter says what this version does not know", async () => {
    const { service, store, operations, startScheduler } = await open();
    await makeFailed(store, { count: 2 });
    const id = store.newLocalId();
    await operations.start({
      id,
      action: "delete",
      filter: JSON.stringify({ colour: "red" }),
      hides: false,
      reason: null,
      by: "a newer version",
      total: 2,
      toLook: 2,
    });
    await startScheduler({ logger: createLogger("silent", {}) });
    expect(await untilOver(service, id)).toMatchObject({
      state: "failed",
      problem: "colour: is not known here",
      changed: 0,
    });
    expect((await store.reads("q").counts()).failed).toBe(2);
  });
});

describe("the record of operations", () => {
  it("forgets the oldest beyond a thousand, and none that is open", async () => {
    const { service, store, operations } = await open();
    const start = (id: string) =>
      operations.start({
        id,
        action: "retry",
        filter: "{}",
        hides: false,
        reason: null,
        by: "ana",
        total: 0,
        toLook: 0,
      });
    const ids = Array.from({ length: 1_003 }, () => store.newLocalId());
    for (const id of ids.slice(0, 3)) await start(id);
    await Promise.all(ids.slice(3).map(start));
    await service.abortOperation(ids[0]!);
    await service.abortOperation(ids[2]!);
    await start(store.newLocalId());
    const known = await Promise.all(ids.slice(0, 3).map((id) => operations.get(id)));
    expect(known.map((operation) => operation?.state)).toEqual([undefined, "waiting", undefined]);
    expect((await service.listOperations()).items).toHaveLength(200);
  });
});

describe("asking for an operation", () => {
  it.each([
    ["delete", "ready", /succeeded, failed, cancelled/],
    ["retry", "succeeded", /failed, cancelled/],
    ["cancel", "failed", /blocked, scheduled, ready, running/],
  ] as const)(
    "to %s jobs that are %s is refused by the field's name",
    async (action, state, legal) => {
      const { service } = startSystem();
      const started = await refusal(service.startOperation({ action, filter: { state } }));
      expect(started.fields).toEqual([
        { path: "filter.state", message: expect.stringMatching(legal) },
      ]);
      const previewed = await refusal(service.previewOperation({ action, state }));
      expect(previewed.fields.map(({ path }) => path)).toEqual(["state"]);
      expect((await service.listOperations()).items).toEqual([]);
    },
  );

  it("is refused when many more jobs fit than were expected", async () => {
    const { service, store } = await open();
    await makeFailed(store, { count: 250 });
    const ask = (expectedCount: number) =>
      service.startOperation({ action: "delete", filter: {}, expectedCount });
    expect((await refusal(ask(149))).code).toBe("conflict");
    expect((await service.listOperations()).items).toEqual([]);
    expect(await ask(150)).toMatchObject({ state: "waiting", total: 250 });
  });

  it("can be tried first: how many fit, or how many at least, and nothing is written", async () => {
    const { service, store } = await open();
    await makeReady(store, { count: 10_600 });
    expect(await service.previewOperation({ action: "cancel" })).toEqual({
      count: 10_600,
      isWhole: true,
      toLook: 10_600,
    });
    expect(await service.previewOperation({ action: "cancel", type: "demo.echo" })).toEqual({
      count: 10_000,
      isWhole: false,
      toLook: 10_600,
    });
    expect(await service.previewOperation({ action: "cancel", type: "nothing" })).toMatchObject({
      count: 0,
    });
    expect((await store.reads("q").counts()).ready).toBe(10_600);
    expect((await service.listOperations()).items).toEqual([]);
  });

  it("is refused for ids that are none, and for what is over", async () => {
    const { service, startScheduler } = await open();
    const nobody = "01JD3V5W3N8Q0M4R7T1B6C2X9Z";
    expect((await refusal(service.getOperation(nobody))).code).toBe("not_found");
    expect((await refusal(service.abortOperation(nobody))).code).toBe("not_found");
    await startScheduler();
    const { id } = await service.startOperation({ action: "retry", filter: {} });
    await untilOver(service, id);
    expect((await refusal(service.abortOperation(id))).code).toBe("conflict");
  });
});

const noop = defineJob({ name: "noop", args: z.object({}), run: () => null });
const fails = defineJob({
  name: "fails",
  args: z.object({}),
  run: () => {
    throw new Error("again");
  },
});

/** Somebody deletes some of the jobs between a step's look and its hand. */
class BeatenStore extends Store {
  readonly #store: Store;
  #prey: string[];

  constructor(store: Store, prey: string[]) {
    super(store.redis, store.prefix);
    this.#store = store;
    this.#prey = prey;
  }

  override queue(name: string): Queue {
    const queue = this.#store.queue(name);
    for (const id of this.#prey) void queue.forget(id);
    this.#prey = [];
    return queue;
  }
}

import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { CarillonError } from "../errors.ts";
import { defineJob } from "../jobs/define-job.ts";
import { isFinal } from "../jobs/states.ts";
import { JobFailedError, ResultTimeoutError } from "./results.ts";
import { startSystem } from "../testing/system.ts";
import { until } from "../testing/until.ts";

const echo = defineJob({
  name: "echo",
  args: z.object({ message: z.string() }),
  run: ({ message }) => message,
});
const HOUR_MS = 3_600_000;

async function refusal(promise: Promise<unknown>): Promise<CarillonError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CarillonError);
  return error as CarillonError;
}
const paths = ({ fields }: CarillonError) => fields.map(({ path }) => path);

describe("scheduling a job", () => {
  it("knows the types of the arguments", () => {
    const { service } = startSystem();
    expectTypeOf(service.scheduleJob<typeof echo.args>)
      .parameter(0)
      .toHaveProperty("args");
    const wrong = () => {
      // @ts-expect-error a number is no message
      void service.scheduleJob({ job: echo, args: { message: 1 } });
      // @ts-expect-error the message is missing
      void service.scheduleJob({ job: echo, args: {} });
    };
    expect(wrong).toBeInstanceOf(Function);
  });

  it.each([
    ["bad arguments", { job: echo, args: { message: 1 as never } }, ["args.message"]],
    [
      "a time before 1970",
      { job: echo, args: { message: "x" }, executionTime: new Date(-1) },
      ["runAt"],
    ],
    [
      "an invalid date",
      { job: echo, args: { message: "x" }, executionTime: new Date("x") },
      ["runAt"],
    ],
    ["a negative delay", { job: echo, args: { message: "x" }, delayMs: -1 }, ["delayMs"]],
    [
      "a time and a delay",
      { job: echo, args: { message: "x" }, delayMs: 1, executionTime: new Date() },
      ["delayMs"],
    ],
    ["a priority out of range", { job: echo, args: { message: "x" }, priority: 12 }, ["priority"]],
    ["no attempts", { job: echo, args: { message: "x" }, attempts: 0 }, ["attempts"]],
    ["a queue with blanks", { job: echo, args: { message: "x" }, queue: "a b" }, ["queue"]],
    ["a tag in capitals", { job: echo, args: { message: "x" }, tags: ["ok", "Not"] }, ["tags.1"]],
    ["an unknown job type", { job: "nowhere", args: {} }, ["job"]],
    ["arguments that are not JSON", { job: "nowhere", args: { f: () => 1 } }, ["job"]],
  ])("refuses %s by the field's name, and writes nothing", async (_, job, fields) => {
    const { service } = startSystem();
    const error = await refusal(service.scheduleJob(job));
    expect(error.code).toBe("invalid_fields");
    expect(paths(error)).toEqual(fields);
    expect((await service.listJobs({})).items).toEqual([]);
  });

  it("checks all of many before it writes the first", async () => {
    const { service } = startSystem();
    const good = { job: echo, args: { message: "x" } };
    await refusal(service.scheduleJobs([good, good, { ...good, priority: 99 }]));
    expect((await service.listJobs({})).items).toEqual([]);
  });

  it("runs a job at its time and not before", async () => {
    const system = startSystem();
    await system.startScheduler();
    await system.startExecutor({ jobs: [echo] });
    const executionTime = new Date(Date.now() + 400);
    const job = await system.service.scheduleAt({
      job: echo,
      args: { message: "x" },
      executionTime,
    });
    expect(job.state).toBe("scheduled");
    const { startedAt, state } = await until(
      "the job to end",
      () => system.service.getJob(job.id),
      (seen) => isFinal(seen.state),
    );
    expect(state).toBe("succeeded");
    expect(Date.parse(startedAt!)).toBeGreaterThanOrEqual(executionTime.getTime());
  });
});

describe("changing a job", () => {
  it("says what is not possible in its state", async () => {
    const { service } = startSystem();
    const job = await service.scheduleJob({ job: echo, args: { message: "x" } });
    expect((await refusal(service.retryJob(job.id))).code).toBe("conflict");
    expect((await refusal(service.runJobNow(job.id))).code).toBe("conflict");
    expect((await refusal(service.deleteJob(job.id))).code).toBe("conflict");
    await service.cancelJob(job.id, { by: "ana" });
    expect(await service.getJob(job.id)).toMatchObject({ state: "cancelled", cancelledBy: "ana" });
    await service.retryJob(job.id);
    expect(await service.getJob(job.id)).toMatchObject({ state: "ready", attempt: 1 });
    await service.cancelJob(job.id);
    await service.deleteJob(job.id);
    expect((await refusal(service.getJob(job.id))).code).toBe("not_found");
  });

  it("gives a waiting job another time and another priority", async () => {
    const { service } = startSystem();
    const { id } = await service.scheduleJob({ job: echo, args: { message: "x" } });
    const executionTime = new Date(Date.now() + HOUR_MS);
    expect(await service.rescheduleJob(id, { executionTime })).toMatchObject({
      state: "scheduled",
      runAt: executionTime.toISOString(),
    });
    expect(await service.reprioritiseJob(id, 9)).toMatchObject({ state: "scheduled", priority: 9 });
    expect(paths(await refusal(service.rescheduleJob(id, {})))).toEqual(["runAt"]);
    expect(paths(await refusal(service.rescheduleJob(id, { delayMs: -1 })))).toEqual(["delayMs"]);
    expect(paths(await refusal(service.reprioritiseJob(id, 10)))).toEqual(["priority"]);
    await service.cancelJob(id);
    expect((await refusal(service.rescheduleJob(id, { delayMs: 1 }))).code).toBe("conflict");
    expect((await refusal(service.reprioritiseJob(id, 1))).code).toBe("conflict");
  });

  it("does not know an id that is none", async () => {
    const { service } = startSystem();
    for (const id of ["", "x", "default~1", "../x~01JD3V5W3N8Q0M4R7T1B6C2X9Z"])
      expect((await refusal(service.getJob(id))).code).toBe("not_found");
  });
});

describe("waiting for a result", () => {
  const fails = defineJob({
    name: "fails",
    args: z.object({}),
    run: () => {
      throw new Error("it broke");
    },
  });

  it("answers the result, whether the job has ended before or ends later", async () => {
    const system = startSystem();
    const { service } = system;
    const { id } = await service.scheduleJob({ job: echo, args: { message: "hi" } });
    const early = service.resultOf(id);
    await system.startExecutor({ jobs: [echo] });
    expect(await early).toBe("hi");
    expect(await service.resultOf(id)).toBe("hi");
  });

  it("throws what became of it otherwise", async () => {
    const system = startSystem();
    const { service } = system;
    await system.startExecutor({ jobs: [fails] });
    const failed = await service.scheduleJob({ job: fails, args: {} });
    await expect(service.resultOf(failed.id)).rejects.toThrow(JobFailedError);
    await expect(service.resultOf(failed.id)).rejects.toThrow("it broke");
    const waiting = await service.scheduleJob({ job: echo, args: { message: "x" } });
    await expect(service.resultOf(waiting.id, { timeoutMs: 20 })).rejects.toThrow(
      ResultTimeoutError,
    );
    await service.cancelJob(waiting.id);
    await expect(service.resultOf(waiting.id)).rejects.toThrow("The job was cancelled.");
    expect((await refusal(service.resultOf("default~01JD3V5W3N8Q0M4R7T1B6C2X9Z"))).code).toBe(
      "not_found",
    );
  });
});

describe("listing jobs", () => {
  it("pages through all of them, each once, whatever their state", async () => {
    const system = startSystem();
    const { service } = system;
    const made = await service.scheduleJobs(
      Array.from({ length: 60 }, (_, index) => ({
        job: echo,
        args: { message: `${index}` },
        queue: index % 3 === 0 ? "other" : "default",
        delayMs: index % 2 === 0 ? HOUR_MS : 0,
        priority: index % 10,
      })),
    );
    for (const job of made.slice(0, 10)) await service.cancelJob(job.id);
    for (const state of [undefined, "ready", "scheduled", "cancelled"] as const) {
      const seen: string[] = [];
      let total: number | null = null;
      let cursor: string | undefined;
      do {
        const page = await service.listJobs({ state, limit: 7, cursor });
        seen.push(...page.items.map(({ id }) => id));
        total = page.total;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(total);
    }
    expect((await service.listJobs({ queue: "other", limit: 200 })).items).toHaveLength(20);
  });

  it("filters by type, and refuses a cursor that no page gave", async () => {
    const { service } = startSystem();
    await service.scheduleJob({ job: echo, args: { message: "x" } });
    expect((await service.listJobs({ type: "echo" })).items).toHaveLength(1);
    expect((await service.listJobs({ type: "other" })).items).toEqual([]);
    expect(paths(await refusal(service.listJobs({ cursor: "!!" })))).toEqual(["cursor"]);
  });
});

describe("periodic jobs", () => {
  it("fire at their planned times, one run each, until they are cancelled", async () => {
    const system = startSystem();
    const { service } = system;
    await system.startScheduler();
    await system.startScheduler();
    await system.startExecutor({ jobs: [echo] });
    await service.schedulePeriodic({
      id: "tick",
      job: echo,
      args: { message: "t" },
      interval: 0.1,
    });
    const runsOf = async () => (await service.listJobs({ schedule: "tick", limit: 200 })).items;
    await until("eight runs", runsOf, (runs) => runs.length >= 8);
    await service.cancelSchedule("tick");
    const runs = await runsOf();
    const planned = runs.map((run) => Date.parse(run.plannedAt!)).toSorted((a, b) => a - b);
    expect(new Set(planned).size).toBe(planned.length);
    const { counters } = await service.getSchedule("tick");
    for (const plannedMs of planned) expect((plannedMs - planned[0]!) % 100, "the grid").toBe(0);
    expect(counters.fired).toBe(runs.length);
  });

  it("never run again once cancelled", async () => {
    const system = startSystem();
    const { service } = system;
    await system.startScheduler();
    await system.startExecutor({ jobs: [echo] });
    await service.schedulePeriodic({
      id: "tick",
      job: echo,
      args: { message: "t" },
      interval: 0.1,
    });
    const count = async () => (await service.listJobs({ schedule: "tick" })).items.length;
    await until("a run", count, (runs) => runs > 0);
    await service.cancelSchedule("tick");
    const before = await count();
    // Another schedule's runs prove that the scheduler went on meanwhile.
    await service.schedulePeriodic({
      id: "tock",
      job: echo,
      args: { message: "t" },
      interval: 0.1,
    });
    await until(
      "the other to run five times",
      async () => (await service.getSchedule("tock")).counters.fired,
      (fired) => fired >= 5,
    );
    expect(await count()).toBe(before);
    expect((await service.getSchedule("tick")).state).toBe("cancelled");
  });

  it("are upserted by id: the same call changes nothing", async () => {
    const { service } = startSystem();
    const call = {
      id: "same",
      job: echo,
      args: { message: "x" },
      cron: "0 9 * * *",
      timeZone: "Europe/Berlin",
    };
    const first = await service.scheduleCron(call);
    expect(await service.scheduleCron(call)).toEqual(first);
    const changed = await service.scheduleCron({ ...call, cron: "0 10 * * *" });
    expect(changed.revision).toBe(first.revision + 1);
    expect((await service.listSchedules()).total).toBe(1);
  });

  it("refuse an id that is taken when they are created by hand", async () => {
    const { service } = startSystem();
    const input = { id: "mine", job: echo, args: { message: "x" }, every: 1_000 };
    await service.createSchedule(input);
    expect((await refusal(service.createSchedule(input))).code).toBe("conflict");
  });

  it.each([
    ["an impossible cron", { cron: "0 0 30 2 *" }, ["cron"]],
    ["an unknown zone", { cron: "* * * * *", timeZone: "Mars/Base" }, ["timeZone"]],
    ["an interval too short", { every: 5 }, ["every"]],
    ["neither", {}, ["every"]],
    ["both", { every: 1_000, cron: "* * * * *" }, ["every"]],
    ["a zone for an interval", { every: 1_000, timeZone: "UTC" }, ["timeZone"]],
    [
      "an end before the start",
      {
        every: 1_000,
        startAt: new Date(Date.now() + 2 * HOUR_MS),
        endAt: new Date(Date.now() + HOUR_MS),
      },
      ["endAt"],
    ],
    ["bad arguments", { every: 1_000, args: { message: 5 } }, ["args.message"]],
    ["a bad name", { every: 1_000, id: "Not OK" }, ["id"]],
  ])("refuse %s, and nothing is written", async (_, part, fields) => {
    const { service } = startSystem();
    const error = await refusal(
      service.createSchedule({ job: echo, args: { message: "x" }, ...part }),
    );
    expect(paths(error)).toEqual(fields);
    expect((await service.listSchedules()).items).toEqual([]);
  });

  it("pause, resume and run at once", async () => {
    const { service } = startSystem();
    await service.schedulePeriodic({ id: "p", job: echo, args: { message: "x" }, interval: 3_600 });
    await service.pauseSchedule("p", { reason: "mail is down", by: "ana" });
    expect(await service.getSchedule("p")).toMatchObject({
      state: "paused",
      pause: { by: "ana", reason: "mail is down" },
      nextAt: null,
    });
    const run = await service.triggerSchedule("p");
    expect(run).toMatchObject({ scheduleId: "p", state: "ready" });
    await service.resumeSchedule("p");
    expect(await service.getSchedule("p")).toMatchObject({ state: "active", pause: null });
  });
});

describe("a paused queue", () => {
  it("says who, why and until when, and starts nothing meanwhile", async () => {
    const system = startSystem();
    const { service } = system;
    const { id } = await service.scheduleJob({ job: echo, args: { message: "x" } });
    const opensAt = new Date(Date.now() + HOUR_MS);
    await service.pauseQueue("default", { reason: "mail is down", until: opensAt, by: "ana" });
    expect((await service.getQueue("default")).pause).toMatchObject({
      by: "ana",
      reason: "mail is down",
      until: opensAt.toISOString(),
    });
    await system.startExecutor({ jobs: [echo] });
    expect((await service.getJob(id)).state).toBe("ready");
    await service.resumeQueue("default");
    expect(await service.resultOf(id)).toBe("x");
    expect((await service.getQueue("default")).pause).toBeNull();
    const past = service.pauseQueue("default", { until: new Date(1) });
    expect(paths(await refusal(past))).toEqual(["until"]);
  });
});

describe("the overview", () => {
  it("counts, and names what needs a person", async () => {
    const system = startSystem();
    const { service } = system;
    await service.scheduleJob({ job: echo, args: { message: "x" } });
    const alone = await service.getStats();
    expect(alone.counts.ready).toBe(1);
    expect(alone.attention.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["no-scheduler", "no-executor"]),
    );
    expect(await service.getReadiness()).toEqual({
      status: "not-ready",
      redis: "ok",
      scheduler: "none",
    });
    await system.startScheduler();
    await system.startExecutor({ jobs: [echo] });
    const well = await until(
      "all to be well",
      () => service.getStats(),
      ({ attention }) => attention.length === 0,
    );
    expect(well.workers).toMatchObject({ executors: 1, schedulers: 1, slots: 20 });
    expect(well.nextDay).toHaveLength(24);
  });

  it("tells watchers what changed", async () => {
    const { service } = startSystem();
    const jobs: string[] = [];
    // The queue is known before the watch begins.
    await service.scheduleJob({ job: echo, args: { message: "x" } });
    await service.watch((_, hint) => jobs.push(...hint.jobs));
    const seen = await until("a hint", async () => {
      const job = await service.scheduleJob({ job: echo, args: { message: "y" } });
      return jobs.length > 0 ? job : null;
    });
    expect(seen).not.toBeNull();
  });
});

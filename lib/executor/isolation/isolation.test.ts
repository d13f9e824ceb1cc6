import { describe, expect, it } from "vitest";
import type { Job } from "../../jobs/job.ts";
import { isFinal, type JobState } from "../../jobs/states.ts";
import * as jobs from "../../testing/isolated-jobs.ts";
import { startSystem } from "../../testing/system.ts";
import { until } from "../../testing/until.ts";

const ALL = Object.values(jobs);
const JOBS = {
  inline: { behave: jobs.inline, add: jobs.addInline },
  "worker-thread": { behave: jobs.inThread, add: jobs.addInThread },
  "child-process": { behave: jobs.inChild, add: jobs.addInChild },
} as const;
type How = Parameters<typeof jobs.inline.run>[0]["how"];
type System = ReturnType<typeof startSystem>;

const when = ({ service }: System, { id }: Job, what: string, isSo: (job: Job) => boolean) =>
  until(`the job to be ${what}`, () => service.getJob(id), isSo);
const ended = (system: System, job: Job) =>
  when(system, job, "over", ({ state }) => isFinal(state));
const inState = (system: System, job: Job, state: JobState) =>
  when(system, job, state, (seen) => seen.state === state);

async function linesOf({ service }: System, { id }: Job): Promise<string[]> {
  return (await service.getJobLogs(id)).items.map(({ message }) => message);
}

/** The process in which a job runs: its handler has begun and said so. */
async function pidOf(system: System, job: Job): Promise<number> {
  const lines = await until(
    "the handler to begin",
    () => linesOf(system, job),
    ([line]) => line?.startsWith("pid ") === true,
  );
  return Number(lines[0]!.slice("pid ".length));
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function systemFor(kind: keyof typeof JOBS) {
  const system = startSystem();
  return {
    ...system,
    start: (options = {}) => system.startExecutor({ jobs: ALL, graceMs: 50, ...options }),
    begin: (how: How, options = {}) =>
      system.service.scheduleJob({ job: JOBS[kind].behave, args: { how }, ...options }),
  };
}

describe.each(["inline", "worker-thread", "child-process"] as const)("a job %s", (kind) => {
  it("gets its arguments, as zod makes them, and its context", async () => {
    const system = systemFor(kind);
    await system.start();
    const sum = await system.service.scheduleJob({ job: JOBS[kind].add, args: [40, "2"] });
    expect((await ended(system, sum)).result).toEqual({ sum: "42" });
    const told = await system.begin("tell");
    const { result } = await ended(system, told);
    expect(result).toMatchObject({
      id: told.id,
      queue: "default",
      type: `behave.${kind}`,
      attempt: 1,
      maxAttempts: 2,
      scheduleId: null,
      plannedAtMs: null,
      isMainThread: kind !== "worker-thread",
    });
    expect((result as { pid: number }).pid === process.pid).toBe(kind !== "child-process");
  });

  it("keeps progress and log lines", async () => {
    const system = systemFor(kind);
    await system.start();
    const job = await system.begin("report");
    expect(await ended(system, job)).toMatchObject({ state: "succeeded", result: null });
    expect(await linesOf(system, job)).toEqual(["half way", "done"]);
  });

  it("fails with the name, message, stack and cause of what it threw, and is tried again", async () => {
    const system = systemFor(kind);
    await system.startScheduler();
    await system.start();
    const job = await ended(system, await system.begin("fail"));
    expect(job.attempts.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
    expect(job.error).toMatchObject({ name: "TypeError", message: "it broke" });
    expect(job.error?.stack).toContain("isolated-jobs.ts");
    expect(job.error?.stack).toContain("Caused by: Error: the cause");
  });

  it.each([
    ["give up", "NonRetriableError", "no such customer"],
    ["answer no JSON", "NonRetriableError", /not JSON/],
    ["answer too much", "NonRetriableError", /bytes/],
  ] as const)("is not tried again after it did %s", async (how, name, message) => {
    const system = systemFor(kind);
    await system.start();
    const job = await ended(system, await system.begin(how));
    expect(job).toMatchObject({ state: "failed", attempt: 1 });
    expect(job.error).toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it("keeps what it can of something thrown that is no Error", async () => {
    const system = systemFor(kind);
    await system.start();
    const job = await ended(system, await system.begin("throw nothing", { attempts: 1 }));
    expect(job.error).toEqual({
      name: "Thrown",
      message: "A job threw undefined, which is no Error.",
    });
  });

  it("hears why it must stop, and ends as cancelled", async () => {
    const system = systemFor(kind);
    await system.start({ graceMs: 60_000 });
    const job = await system.begin("heed");
    await pidOf(system, job);
    await system.service.cancelJob(job.id, { by: "ana" });
    expect(await ended(system, job)).toMatchObject({ state: "cancelled", cancelledBy: "ana" });
    expect((await linesOf(system, job))[1]).toBe("Interruption cancelled: The job was cancelled.");
  });

  it("hears that it took too long, and ends as timed out", async () => {
    const system = systemFor(kind);
    await system.start({ graceMs: 60_000 });
    await ended(system, await system.begin("tell"));
    const job = await system.begin("heed", { timeoutMs: 150, attempts: 1 });
    const { attempts, error } = await ended(system, job);
    expect(attempts[0]?.outcome).toBe("timed-out");
    expect(error?.message).toContain("150 ms");
    expect((await linesOf(system, job))[1]).toContain("Interruption timed-out: The attempt took");
  });

  it("is let finish when its executor stops", async () => {
    const system = systemFor(kind);
    const executor = await system.start({ drainMs: 10_000 });
    const job = await system.begin("wait a little");
    await inState(system, job, "running");
    await executor.stop();
    expect(await system.service.getJob(job.id)).toMatchObject({
      state: "succeeded",
      result: "finished",
    });
  });
});

describe.each(["worker-thread", "child-process"] as const)("in a %s", (kind) => {
  const noun = kind.replace("-", " ");

  it("the next job of a type finds the warm one, and two at once have one each", async () => {
    const system = systemFor(kind);
    await system.start();
    const hostOf = async (job: Job) => ((await ended(system, job)).result as { host: number }).host;
    const first = await hostOf(await system.begin("tell"));
    expect(await hostOf(await system.begin("tell"))).toBe(first);
    const busy = await system.begin("heed");
    await pidOf(system, busy);
    expect(await hostOf(await system.begin("tell"))).not.toBe(first);
    await system.service.cancelJob(busy.id, {});
    await ended(system, busy);
  });

  it("an endless loop ends at its time-out, while other jobs go on", async () => {
    const system = systemFor(kind);
    await system.start();
    const stuck = await system.begin("spin", { timeoutMs: 1_500, attempts: 1 });
    const pid = await pidOf(system, stuck);
    const other = await system.service.scheduleJob({ job: jobs.inline, args: { how: "tell" } });
    expect(await ended(system, other)).toMatchObject({ state: "succeeded" });
    expect(await system.service.getJob(stuck.id)).toMatchObject({ state: "running" });
    const { state, attempts, error } = await ended(system, stuck);
    expect(state).toBe("failed");
    expect(attempts[0]?.outcome).toBe("timed-out");
    expect(error?.message).toContain("1500 ms");
    expect(isAlive(pid)).toBe(kind === "worker-thread");
  });

  it("an endless loop ends soon after it is cancelled", async () => {
    const system = systemFor(kind);
    await system.start();
    const job = await system.begin("spin");
    await pidOf(system, job);
    await system.service.cancelJob(job.id, {});
    const { state, attempts } = await ended(system, job);
    expect(state).toBe("cancelled");
    expect(attempts[0]?.error?.message).toBe("The job was cancelled.");
  });

  it.each([
    ["exit", `The ${noun} ended with exit code 3 while it ran the job.`],
    ["reject unheard", "An error that nothing caught: nobody caught this"],
    ["hog", `The ${noun} ran out of its 64 MB of memory while it ran the job.`],
  ] as const)("to %s is a failed attempt, and harms no other job", async (how, message) => {
    const system = systemFor(kind);
    await system.start();
    const other = await system.service.scheduleJob({ job: jobs.inline, args: { how: "heed" } });
    const neighbour = await system.begin("heed");
    await Promise.all([pidOf(system, other), pidOf(system, neighbour)]);
    const job = await ended(system, await system.begin(how, { attempts: 1 }));
    expect(job.attempts).toMatchObject([{ outcome: "failed", error: { message } }]);
    for (const { id } of [other, neighbour]) {
      expect(await system.service.getJob(id)).toMatchObject({ state: "running" });
      await system.service.cancelJob(id, {});
    }
    await Promise.all([ended(system, other), ended(system, neighbour)]);
    expect(await ended(system, await system.begin("tell"))).toMatchObject({ state: "succeeded" });
  });

  it("names the error that nothing caught, with its stack", async () => {
    const system = systemFor(kind);
    await system.start();
    const { error } = await ended(system, await system.begin("reject unheard", { attempts: 1 }));
    expect(error?.stack).toContain("RangeError: nobody caught this");
    expect(error?.stack).toContain("isolated-jobs.ts");
  });

  it("what a run says after its end is not taken for the next one's", async () => {
    const system = systemFor(kind);
    await system.start();
    await ended(system, await system.begin("report late"));
    const next = await system.begin("wait a little");
    await ended(system, next);
    expect(await linesOf(system, next)).toEqual([]);
  });

  it("stopping the executor kills what does not let go, and its job goes back at once", async () => {
    const system = systemFor(kind);
    const first = await system.start({ graceMs: 60_000 });
    await ended(system, await system.begin("tell"));
    const job = await system.begin("spin");
    const pid = await pidOf(system, job);
    await first.stop();
    expect(isAlive(pid)).toBe(kind === "worker-thread");
    expect(await system.service.getJob(job.id)).toMatchObject({
      state: "ready",
      attempts: [{ outcome: "released" }],
    });
  });

  it("a job's file must not start an executor", async () => {
    const system = systemFor(kind);
    await system.start();
    const { error } = await ended(system, await system.begin("start an executor", { attempts: 1 }));
    expect(error?.message).toMatch(/starts an executor\. Put the job into a file/);
  });
});

describe("a child process", () => {
  it("that is killed from outside is a failed attempt", async () => {
    const system = systemFor("child-process");
    await system.start();
    const job = await system.begin("heed", { attempts: 1 });
    process.kill(await pidOf(system, job), "SIGKILL");
    const { error } = await ended(system, job);
    expect(error?.message).toBe(
      "The child process ended with signal SIGKILL while it ran the job.",
    );
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "goes on after %s: its executor drains",
    async (signal) => {
      const system = systemFor("child-process");
      await system.start();
      const job = await system.begin("wait a little");
      const warm = await ended(system, await system.begin("tell"));
      process.kill((warm.result as { pid: number }).pid, signal);
      expect(await ended(system, job)).toMatchObject({ state: "succeeded" });
      const after = await ended(system, await system.begin("tell"));
      expect(after.result).toMatchObject({ host: (warm.result as { host: number }).host });
    },
  );
});

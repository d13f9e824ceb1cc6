import { describe, expect, it } from "vitest";
import { inline } from "../../testing/isolated-jobs.ts";
import { isAlive, sharedSystem } from "../../testing/isolated-system.ts";

describe.each(["worker-thread", "child-process"] as const)("in a %s", (kind) => {
  const noun = kind.replace("-", " ");
  const system = sharedSystem(kind, { graceMs: 50 });
  const { service, begin, ended, pidOf, linesOf } = system;
  const hostOf = async (how: "tell") =>
    ((await ended(await begin(how))).result as { host: number }).host;

  it("a job finds a warm one of its type, and two at once have one each", async () => {
    const first = await hostOf("tell");
    expect(await hostOf("tell")).toBe(first);
    const busy = await begin("heed");
    await pidOf(busy);
    expect(await hostOf("tell")).not.toBe(first);
    await service.cancelJob(busy.id, {});
    await ended(busy);
  });

  it("what a run says after its end is not taken for the next one's", async () => {
    await ended(await begin("report late"));
    const next = await begin("wait a little");
    await ended(next);
    expect(await linesOf(next)).toEqual([]);
  });

  it("an endless loop ends at its time-out, while other jobs go on", async () => {
    const stuck = await begin("spin", { timeoutMs: 1_500, attempts: 1 });
    const pid = await pidOf(stuck);
    const other = await service.scheduleJob({ job: inline, args: { how: "tell" } });
    expect(await ended(other)).toMatchObject({ state: "succeeded" });
    expect(await service.getJob(stuck.id)).toMatchObject({ state: "running" });
    const { state, attempts, error } = await ended(stuck);
    expect([state, attempts[0]?.outcome]).toEqual(["failed", "timed-out"]);
    expect(error?.message).toContain("1500 ms");
    expect(isAlive(pid)).toBe(kind === "worker-thread");
  });

  it("an endless loop ends soon after it is cancelled", async () => {
    const job = await begin("spin");
    await pidOf(job);
    await service.cancelJob(job.id, {});
    const { state, attempts } = await ended(job);
    expect(state).toBe("cancelled");
    expect(attempts[0]?.error?.message).toBe("The job was cancelled.");
  });

  it.each([
    ["exit", `The ${noun} ended with exit code 3 while it ran the job.`, undefined],
    ["reject unheard", "An error that nothing caught: nobody caught this", /isolated-jobs\.ts/],
    ["hog", `The ${noun} ran out of its 64 MB of memory while it ran the job.`, undefined],
  ] as const)("to %s is a failed attempt, and harms no other job", async (how, message, stack) => {
    const others = [
      await service.scheduleJob({ job: inline, args: { how: "heed" } }),
      await begin("heed"),
    ];
    await Promise.all(others.map(pidOf));
    const { attempts } = await ended(await begin(how, { attempts: 1 }));
    expect(attempts).toMatchObject([{ outcome: "failed", error: { message } }]);
    if (stack) expect(attempts[0]?.error?.stack).toMatch(stack);
    for (const { id } of others) {
      expect(await service.getJob(id)).toMatchObject({ state: "running" });
      await service.cancelJob(id, {});
    }
    await Promise.all(others.map(ended));
  });
});

describe.each(["worker-thread", "child-process"] as const)("in a %s", (kind) => {
  const { service, executor, begin, pidOf } = sharedSystem(kind, { graceMs: 60_000 });

  it("a job that does not let go is killed when its executor stops, and goes back at once", async () => {
    const job = await begin("spin");
    const pid = await pidOf(job);
    await executor.stop();
    expect(isAlive(pid)).toBe(kind === "worker-thread");
    expect(await service.getJob(job.id)).toMatchObject({
      state: "ready",
      attempts: [{ outcome: "released" }],
    });
  });
});

describe("a child process", () => {
  const { begin, ended, running, pidOf } = sharedSystem("child-process");

  it("that is killed from outside is a failed attempt", async () => {
    const job = await begin("heed", { attempts: 1 });
    process.kill(await pidOf(job), "SIGKILL");
    const { error } = await ended(job);
    expect(error?.message).toBe(
      "The child process ended with signal SIGKILL while it ran the job.",
    );
  });

  it.each(["SIGINT", "SIGTERM"] as const)("outlives %s: its executor drains", async (signal) => {
    const warm = await ended(await begin("tell"));
    const job = await begin("wait a little");
    await running(job);
    process.kill((warm.result as { pid: number }).pid, signal);
    expect(await ended(job)).toMatchObject({ state: "succeeded", attempt: 1 });
  });
});

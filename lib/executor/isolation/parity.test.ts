import { describe, expect, it } from "vitest";
import { addInChild, addInline, addInThread } from "../../testing/isolated-jobs.ts";
import { sharedSystem } from "../../testing/isolated-system.ts";

const ADD = { inline: addInline, "worker-thread": addInThread, "child-process": addInChild };

/** A handler cannot tell where it runs. */
describe.each(["inline", "worker-thread", "child-process"] as const)("a job %s", (kind) => {
  const { service, executor, begin, ended, running, pidOf, linesOf } = sharedSystem(kind, {
    graceMs: 60_000,
    drainMs: 10_000,
  });

  it("gets its arguments, as zod makes them", async () => {
    const job = await service.scheduleJob({ job: ADD[kind], args: [40, "2"] });
    expect((await ended(job)).result).toEqual({ sum: "42" });
  });

  it("gets its context", async () => {
    const job = await begin("tell");
    const result = (await ended(job)).result as { pid: number };
    expect(result).toMatchObject({
      context: {
        id: job.id,
        queue: "default",
        type: `behave.${kind}`,
        attempt: 1,
        maxAttempts: 2,
        scheduleId: null,
        plannedAtMs: null,
      },
      isMainThread: kind !== "worker-thread",
    });
    expect(result.pid === process.pid).toBe(kind !== "child-process");
  });

  it("can read what its parents returned", async () => {
    const parent = await service.scheduleJob({ job: ADD[kind], args: [1, "2"] });
    await ended(parent);
    const job = await begin("ask about others", { parents: [parent.id] });
    expect((await ended(job)).result).toEqual({
      parents: [{ id: parent.id, state: "succeeded", result: { sum: "3" } }],
      batch: null,
    });
  });

  it("keeps progress and log lines, and may answer nothing", async () => {
    const job = await begin("report");
    expect(await ended(job)).toMatchObject({ state: "succeeded", result: null });
    expect(await linesOf(job)).toEqual(["half way", "done"]);
  });

  it("fails with the name, message, stack and cause of what it threw, and is tried again", async () => {
    const { attempts, error } = await ended(await begin("fail"));
    expect(attempts.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
    expect(error).toMatchObject({ name: "TypeError", message: "it broke" });
    expect(error?.stack).toContain("isolated-jobs.ts");
    expect(error?.stack).toContain("Caused by: Error: the cause");
  });

  it.each([
    ["give up", /no such customer/],
    ["answer no JSON", /not JSON/],
    ["answer too much", /bytes/],
  ] as const)("is not tried again after it did %s", async (how, message) => {
    const { state, attempt, error } = await ended(await begin(how));
    expect({ state, attempt }).toEqual({ state: "failed", attempt: 1 });
    expect(error?.name).toBe("NonRetriableError");
    expect(error?.message).toMatch(message);
  });

  it("keeps what it can of something thrown that is no Error", async () => {
    const { error } = await ended(await begin("throw nothing"));
    expect(error).toEqual({ name: "Thrown", message: "A job threw undefined, which is no Error." });
  });

  it("hears why it must stop, and ends as cancelled", async () => {
    const job = await begin("heed");
    await pidOf(job);
    await service.cancelJob(job.id, { by: "ana" });
    expect(await ended(job)).toMatchObject({ state: "cancelled", cancelledBy: "ana" });
    expect((await linesOf(job))[1]).toBe("Interruption cancelled: The job was cancelled.");
  });

  it("hears that it took too long, and ends as timed out", async () => {
    const job = await begin("heed", { timeoutMs: 300, attempts: 1 });
    const { attempts, error } = await ended(job);
    expect(attempts[0]?.outcome).toBe("timed-out");
    expect(error?.message).toContain("300 ms");
    expect((await linesOf(job))[1]).toContain("Interruption timed-out: The attempt took");
  });

  it("is let finish when its executor stops", async () => {
    const job = await begin("wait a little");
    await running(job);
    await executor.stop();
    expect(await service.getJob(job.id)).toMatchObject({ state: "succeeded", result: "finished" });
  });
});

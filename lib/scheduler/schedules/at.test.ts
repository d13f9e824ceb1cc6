import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { isFinal } from "../../jobs/states.ts";
import { openSchedules, tick } from "../../testing/planted.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The delays of the timers that the scheduler's own code asks for, from now on; those of the Redis client, which watch for a dead
 * connection, are not meant. The timers are the real ones.
 */
function watchTimers() {
  const asked: number[] = [];
  const real = globalThis.setTimeout;
  const watched = (callback: () => void, ms?: number, ...rest: unknown[]) => {
    const [, , caller = ""] = new Error("where from").stack!.split("\n");
    if (/\/lib\/(scheduler|queue|redis)\//.test(caller) && !caller.includes("node_modules"))
      asked.push(ms ?? 0);
    return real(callback, ms, ...rest);
  };
  globalThis.setTimeout = Object.assign(watched, real) as typeof setTimeout;
  onTestFinished(() => {
    globalThis.setTimeout = real;
  });
  return asked;
}

describe("E17: at = 40 days ahead", () => {
  it("nothing before; intact after 100 restarts; no timer > 1 s", async () => {
    const system = await openSchedules();
    const { service, redis, tag } = system;
    const at = new Date((await system.nowMs()) + 40 * DAY_MS);
    const job = await service.scheduleJob({ job: tick, args: {}, executionTime: at });
    await service.createSchedule({ id: "s", job: tick, args: {}, every: HOUR_MS, startAt: at });
    const before = await Promise.all([service.getJob(job.id), service.getSchedule("s")]);
    const timers = watchTimers();
    for (let restart = 0; restart < 100; restart++) {
      const scheduler = await system.startScheduler();
      await scheduler.stop();
    }
    await system.startScheduler();
    const { id } = await service.scheduleJob({ job: tick, args: {}, delayMs: 1_500 });
    await until(
      "a nearer one",
      () => service.getJob(id),
      ({ state }) => state === "ready",
    );
    expect(timers.length).toBeGreaterThan(2);
    expect(Math.max(...timers)).toBeLessThanOrEqual(1_000);
    expect(Math.max(...timers), "it sleeps").toBeGreaterThan(500);
    const after = await Promise.all([service.getJob(job.id), service.getSchedule("s")]);
    expect(after).toEqual(before);
    expect(after[0]).toMatchObject({ state: "scheduled", runAt: at.toISOString() });
    expect(after[1]).toMatchObject({ state: "active", nextAt: at.toISOString() });
    expect(await redis.zscore(`${tag}:due`, "s")).toBe(String(at.getTime()));
    expect(await system.runs()).toEqual([]);
  });
});

describe("E18: at = 1 h ago", () => {
  const echo = defineJob({ name: "echo", args: z.object({}), run: () => "done" });

  it("runs at once, marked late; with a 10 min start deadline: expired", async () => {
    const { service, startExecutor } = await openSchedules();
    const executionTime = new Date(Date.now() - HOUR_MS);
    const asked = { job: echo, args: {}, executionTime };
    const late = await service.scheduleAt(asked);
    expect(late).toMatchObject({ state: "ready", runAt: executionTime.toISOString() });
    const tooLate = await service.scheduleJob({ ...asked, startDeadlineMs: HOUR_MS / 6 });
    const inTime = await service.scheduleJob({ ...asked, startDeadlineMs: 2 * HOUR_MS });
    await startExecutor({ jobs: [echo] });
    const [ran, expired, other] = await Promise.all(
      [late, tooLate, inTime].map(({ id }) =>
        until(
          `${id} to end`,
          () => service.getJob(id),
          ({ state }) => isFinal(state),
        ),
      ),
    );
    expect(ran).toMatchObject({ state: "succeeded", runAt: executionTime.toISOString() });
    expect(Date.parse(ran!.createdAt) - Date.parse(ran!.runAt!)).toBeGreaterThan(HOUR_MS - 60_000);
    expect(expired).toMatchObject({ state: "failed", error: { name: "Expired" } });
    expect(expired!.attempts.map(({ outcome }) => outcome)).toEqual(["expired"]);
    expect(other!.state).toBe("succeeded");
  });

  it("a job that waits and is given a time that is past runs at once too", async () => {
    const { service, startScheduler } = await openSchedules();
    const { id } = await service.scheduleJob({ job: echo, args: {}, delayMs: HOUR_MS });
    const past = new Date(Date.now() - HOUR_MS);
    await service.rescheduleJob(id, { executionTime: past });
    await startScheduler();
    const job = await until(
      "it",
      () => service.getJob(id),
      ({ state }) => state === "ready",
    );
    expect(job.runAt).toBe(past.toISOString());
  });
});

describe("the start deadline of a schedule's run", () => {
  it("counts from its planned time: a run that is made up for too late ends as expired, and is counted", async () => {
    const system = await openSchedules();
    const anchorMs = (await system.nowMs()) - HOUR_MS - 1_000;
    const planted = {
      timing: { trigger: { kind: "every", everyMs: HOUR_MS } },
      anchorMs,
      watermarkMs: anchorMs,
      nominalMs: anchorMs + HOUR_MS,
    };
    // Planned a second ago: one may start an hour late, the other half a second.
    await system.plant({ ...planted, id: "in-time", startDeadlineMs: HOUR_MS });
    await system.plant({ ...planted, id: "too-late", startDeadlineMs: 500 });
    await system.startScheduler();
    await system.startExecutor({ jobs: [tick] });
    const ended = (id: string) =>
      until(
        "its run",
        () => system.runs(id),
        ([run]) => run !== undefined && run.letter !== "w" && run.letter !== "r",
      );
    expect(await ended("in-time")).toMatchObject([{ letter: "s", plannedMs: anchorMs + HOUR_MS }]);
    const [late] = await ended("too-late");
    const job = await system.service.getJob(`default~${late!.localId}`);
    expect(job).toMatchObject({
      state: "failed",
      plannedAt: iso(anchorMs + HOUR_MS),
      attempts: [{ outcome: "expired" }],
    });
    const { counters, failuresInRow } = await system.service.getSchedule("too-late");
    expect({ fired: counters.fired, failuresInRow }).toEqual({ fired: 1, failuresInRow: 1 });
  });
});

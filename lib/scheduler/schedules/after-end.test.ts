import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { counted, openSchedules, type Schedules, tick } from "../../testing/planted.ts";
import { startSystem } from "../../testing/system.ts";
import { until } from "../../testing/until.ts";
import { iso } from "../present.ts";

const HOUR_MS = 3_600_000;

/** A job that runs until the test ends it, as it wants. */
function held() {
  const begun: { end: () => void; fail: () => void }[] = [];
  const job = defineJob({
    name: "held",
    args: z.object({}),
    attempts: 2,
    backoff: { kind: "fixed", delayMs: 20, jitter: 0 },
    run: () =>
      new Promise<void>((end, fail) => {
        begun.push({ end, fail: () => fail(new Error("as asked")) });
      }),
  });
  const run = async (count: number) => (await until(`run ${count}`, () => begun[count - 1]))!;
  return { job, run };
}

async function open() {
  const system = await openSchedules();
  const work = held();
  await system.startScheduler();
  await system.startExecutor({ jobs: [work.job] });
  const schedule = () => system.service.getSchedule("s");
  return {
    ...system,
    ...work,
    schedule,
    create: (part: Record<string, unknown> = {}) =>
      system.service.createSchedule({
        id: "s",
        job: work.job,
        args: {},
        afterEnd: 100,
        immediately: true,
        ...part,
      }),
    idle: () => until("it to be planned", schedule, ({ live }) => live.length === 0),
    over: () => until("it to end", schedule, ({ state }) => state === "ended"),
  };
}

/** Each planned time is a delay after the end of the run before it: when it was decided and what was alive say so. */
async function endsAndStarts(system: Schedules, delayMs: number) {
  const runs = (await system.runs()).filter(({ plannedMs }) => plannedMs > 0);
  const jobs = await Promise.all(
    runs.map(({ localId }) => system.service.getJob(`default~${localId}`)),
  );
  for (const [at, job] of jobs.entries()) {
    const before = jobs[at - 1];
    if (before?.finishedAt)
      expect(Date.parse(job.plannedAt!) - Date.parse(before.finishedAt)).toBe(delayMs);
  }
  return jobs;
}

describe("a delay after each run", () => {
  it("counts from the end of the run, however long that took", async () => {
    const system = await open();
    await system.create();
    for (let count = 1; count <= 3; count++) {
      (await system.run(count)).end();
      await until("it to be noted", system.runs, (runs) => runs[count - 1]!.letter === "s");
    }
    const fourth = await system.run(4);
    expect(await endsAndStarts(system, 100)).toHaveLength(4);
    expect(await system.schedule()).toMatchObject({ nextAt: null, next: [], state: "active" });
    fourth.end();
  });

  it("without immediately the first comes a delay after its creation", async () => {
    const system = await open();
    const made = await system.create({ immediately: undefined });
    const { anchorMs } = await system.stored();
    expect(made.nextAt).toBe(iso(anchorMs + 100));
    (await system.run(1)).end();
    expect((await system.runs())[0]!.plannedMs).toBe(anchorMs + 100);
    await system.service.cancelSchedule("s");
  });

  it("a failed attempt that is tried again is still the run; a run that failed for good has ended", async () => {
    const system = await open();
    await system.create();
    (await system.run(1)).fail();
    (await system.run(2)).fail();
    (await system.run(3)).end();
    const jobs = await endsAndStarts(system, 100);
    expect(jobs[0]).toMatchObject({ state: "failed", attempt: 2 });
    expect(jobs).toHaveLength(2);
    await system.service.cancelSchedule("s");
  });

  it("a run that is triggered while it waits leaves its next time alone, and is waited for by the next", async () => {
    const system = await open();
    await system.create({ afterEnd: HOUR_MS });
    (await system.run(1)).end();
    const { nextAt } = await system.idle();
    await system.service.triggerSchedule("s");
    const second = await system.run(2);
    expect((await system.schedule()).nextAt).toBe(nextAt);
    second.end();
    expect((await system.idle()).nextAt).toBe(nextAt);
    // Its time comes while a triggered run goes on: it is skipped, and the end of that run plans the next.
    await system.service.triggerSchedule("s");
    const third = await system.run(3);
    const nowMs = await system.nowMs();
    await system.redis
      .pipeline()
      .hset(`${system.tag}:schedule:s`, { nominal: nowMs, next: nowMs })
      .zadd(`${system.tag}:due`, nowMs, "s")
      .spublish(`${system.tag}:due-sooner`, String(nowMs))
      .exec();
    await until("the skip", system.schedule, ({ counters }) => counters.overlapSkipped === 1);
    expect((await system.schedule()).nextAt).toBeNull();
    third.end();
    const planned = await system.idle();
    expect(Date.parse(planned.nextAt!)).toBeGreaterThanOrEqual(nowMs + HOUR_MS);
  });

  it("a run of its that goes on while it is paused plans nothing; the resume counts the delay", async () => {
    const system = await open();
    await system.create();
    const first = await system.run(1);
    await system.service.pauseSchedule("s");
    first.end();
    await system.idle();
    expect(await system.schedule()).toMatchObject({ state: "paused", nextAt: null });
    const before = await system.nowMs();
    const resumed = await system.service.resumeSchedule("s");
    expect(Date.parse(resumed.nextAt!)).toBeGreaterThanOrEqual(before + 100);
    (await system.run(2)).end();
    await system.service.cancelSchedule("s");
    expect(counted(await system.schedule())).toMatchObject({ fired: 2 });
  });

  it("resumed while its run goes on, it waits for that", async () => {
    const system = await open();
    await system.create();
    const first = await system.run(1);
    await system.service.pauseSchedule("s");
    await system.service.resumeSchedule("s");
    expect(await system.schedule()).toMatchObject({ state: "active", nextAt: null });
    first.end();
    (await system.run(2)).end();
    await endsAndStarts(system, 100);
    await system.service.cancelSchedule("s");
  });

  it("a time that passed in a pause is counted as paused, or made up for", async () => {
    for (const missed of ["skip", "latest", "all"] as const) {
      const system = await openSchedules();
      const plannedMs = (await system.nowMs()) - 1_000;
      await system.plant({
        timing: { trigger: { kind: "afterEnd", delayMs: HOUR_MS } },
        anchorMs: plannedMs - HOUR_MS,
        watermarkMs: plannedMs - HOUR_MS,
        nominalMs: plannedMs,
      });
      await system.service.pauseSchedule("s");
      const after = await system.service.resumeSchedule("s", { missed });
      expect(counted(after)).toEqual(missed === "skip" ? { paused: 1 } : { fired: 1 });
      if (missed === "skip")
        expect(Date.parse(after.nextAt!) - plannedMs).toBeGreaterThan(HOUR_MS + 900);
      else expect(after).toMatchObject({ nextAt: null, live: [expect.any(String)] });
    }
  });

  it("ends at its limit, and at its end", async () => {
    const system = await open();
    await system.create({ limit: 2 });
    (await system.run(1)).end();
    (await system.run(2)).end();
    await system.over();
    expect(counted(await system.schedule())).toEqual({ fired: 2 });
    const endAt = new Date((await system.nowMs()) + 400);
    const asked = { job: system.job, args: {}, afterEnd: 1_000, immediately: true, endAt };
    await system.service.createSchedule({ ...asked, id: "t" });
    (await system.run(3)).end();
    const ended = await until(
      "its end",
      () => system.service.getSchedule("t"),
      ({ state }) => state === "ended",
    );
    expect(ended).toMatchObject({ nextAt: null, counters: { fired: 1 } });
  });

  it("skipping the next puts it off by a delay, and none is beyond its end", async () => {
    const { service } = await openSchedules();
    const endAt = new Date(Date.now() + 2.5 * HOUR_MS);
    const asked = { job: held().job, args: {}, afterEnd: HOUR_MS };
    const made = await service.createSchedule({ ...asked, id: "s", endAt });
    const skipped = await service.skipNext("s");
    expect(Date.parse(skipped.nextAt!) - Date.parse(made.nextAt!)).toBe(HOUR_MS);
    const last = await service.skipNext("s");
    expect(last.nextAt === null || Date.parse(last.nextAt) <= endAt.getTime()).toBe(true);
    expect(last.counters.skipped).toBe(2);
  });

  it("edited while its run goes on, the end of that run counts the new delay", async () => {
    const system = await open();
    await system.create({ afterEnd: HOUR_MS });
    const first = await system.run(1);
    await system.service.patchSchedule("s", { afterEnd: 100 });
    expect(await system.schedule()).toMatchObject({ state: "active", nextAt: null });
    first.end();
    (await system.run(2)).end();
    await endsAndStarts(system, 100);
    await system.service.cancelSchedule("s");
  });

  it("a pause that is over before a schedule begins leaves its first time alone", async () => {
    const { service } = startSystem();
    const startAt = new Date(Date.now() + HOUR_MS);
    const asked = { id: "crawl", job: tick, args: {}, delay: 60, startAt };
    const { nextAt } = await service.scheduleAfterEnd(asked);
    expect(Date.parse(nextAt!)).toBe(startAt.getTime() + 60_000);
    await service.pauseSchedule("crawl");
    await service.resumeSchedule("crawl");
    expect(await service.getSchedule("crawl")).toMatchObject({ state: "active", nextAt });
  });
});

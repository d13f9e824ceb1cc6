import { describe, expect, it } from "vitest";
import { type Engine, jobRecord, openEngine } from "../testing/engine.ts";
import {
  dueOf,
  fireOf,
  fireSome,
  MINUTE_MS,
  putDue,
  putSchedule,
  redisNow,
  runOf,
  stored,
} from "../testing/schedules.ts";
import { checkQueue } from "./fsck.ts";

const job = { priority: 5, body: { n: "demo.echo", a: {} } };
const PAUSE = { by: "ana", atMs: 1, reason: null, untilMs: null };
const CANCEL = { by: "ana", waiting: "remove", running: "finish" } as const;

/** What a run beside the plan must not touch. */
async function plan(engine: Engine) {
  const { state, watermarkMs, nominalMs, nextMs, revision, counters } = await stored(engine);
  return { state, watermarkMs, nominalMs, nextMs, revision, fired: counters.fired };
}

describe("trigger", () => {
  it("E14: makes a run now while paused, and touches neither plan nor limit", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    await engine.schedules.pause("s", PAUSE);
    const before = await plan(engine);
    for (let run = 0; run < 3; run++)
      await engine.schedules.trigger("s", jobRecord().localId, "ana");
    expect(await engine.reads.counts()).toMatchObject({ ready: 3 });
    expect(await plan(engine)).toEqual(before);
    expect((await stored(engine)).counters.triggered).toBe(3);
    const [line] = await engine.scheduleReads.ledger("s", 1);
    expect(line).toMatchObject({ o: "triggered", y: "ana" });
  });

  it("makes one run however often it is sent", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const { localId } = jobRecord();
    for (let again = 0; again < 3; again++)
      expect(await engine.schedules.trigger("s", localId, "ana")).toBe("triggered");
    expect(await engine.reads.counts()).toMatchObject({ ready: 1 });
    expect((await stored(engine)).counters.triggered).toBe(1);
  });

  it("knows no schedule that is cancelled or was never there", async () => {
    const engine = await openEngine();
    expect(await engine.schedules.trigger("s", jobRecord().localId, "ana")).toBe("missing");
    await putSchedule(engine);
    await engine.schedules.cancel(await stored(engine), CANCEL, { count: 0, ledger: [] });
    expect(await engine.schedules.trigger("s", jobRecord().localId, "ana")).toBe("missing");
  });
});

describe("backfill", () => {
  it("makes the runs, each under its planned time, and touches neither plan nor limit", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const before = await plan(engine);
    const runs = [1, 2, 3].map((n) => runOf(before.watermarkMs - n * MINUTE_MS));
    const made = await engine.schedules.backfill(await stored(engine), job, "ana", runs);
    expect(made).toEqual(runs.map(({ localId }) => localId));
    expect(await plan(engine)).toEqual(before);
    const jobs = await engine.reads.jobs(runs.map(({ localId }) => localId));
    expect(jobs.map((each) => each?.envelope.dueMs)).toEqual(runs.map((run) => run.plannedMs));
    const ledger = await engine.scheduleReads.ledger("s", 9);
    expect(ledger.map(({ o, y, p }) => ({ o, y, p }))).toEqual(
      runs.map(({ plannedMs }) => ({ o: "backfilled", y: "ana", p: plannedMs })).toReversed(),
    );
    expect((await stored(engine)).counters.backfilled).toBe(3);
  });

  it("of two at once, each run is made by one of them", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    const runs = Array.from({ length: 60 }, (_, n) => runOf(seen.watermarkMs - n * 1_000));
    const both = await Promise.all([
      engine.schedules.backfill(seen, job, "ana", runs),
      engine.schedules.backfill(seen, job, "bo", runs.toReversed()),
    ]);
    expect(both.flat().toSorted()).toEqual(runs.map(({ localId }) => localId).toSorted());
    expect(await engine.reads.counts()).toMatchObject({ ready: 60 });
    expect((await stored(engine)).counters.backfilled).toBe(60);
  });

  it("is stale once the schedule is another, and missing once it is gone", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    const runs = [runOf(seen.watermarkMs - 1)];
    const { schedules } = engine;
    expect(await schedules.backfill({ ...seen, revision: 9 }, job, "ana", runs)).toBe("stale");
    expect(await schedules.backfill({ ...seen, generation: 99 }, job, "ana", runs)).toBe("stale");
    await schedules.cancel(seen, CANCEL, { count: 0, ledger: [] });
    expect(await schedules.backfill(seen, job, "ana", runs)).toBe("missing");
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });
});

describe("replan", () => {
  it("gives it another next time, and keeps the watermark", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    const to = { nominalMs: seen.nominalMs! + 5, nextMs: seen.nominalMs! + 7 };
    expect(await engine.schedules.replan(seen, to)).toBe("replanned");
    expect(await stored(engine)).toEqual({ ...seen, ...to });
    expect((await engine.schedules.peek(5)).nextMs).toBe(to.nextMs);
  });

  it("leaves what is paused paused, and ends what has no next time", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    await engine.schedules.pause("s", PAUSE);
    await engine.schedules.replan(seen, { nominalMs: 5, nextMs: 5 });
    expect(await stored(engine)).toMatchObject({ state: "paused", nextMs: 5 });
    expect((await engine.schedules.peek(5)).nextMs).toBeNull();
    await putSchedule(engine, { id: "t" });
    const other = await stored(engine, "t");
    await engine.schedules.replan(other, { nominalMs: null, nextMs: null });
    expect((await stored(engine, "t")).state).toBe("ended");
  });

  it("is stale with another generation, revision or watermark", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    for (const part of [{ generation: 9 }, { revision: 9 }, { watermarkMs: 9 }])
      expect(await engine.schedules.replan({ ...seen, ...part }, seen)).toBe("stale");
    expect(await stored(engine)).toEqual(seen);
  });
});

describe("replan, in error", () => {
  it.each([
    ["is well again", "active", 9e12],
    ["ends, when no time is left", "ended", null],
  ])("%s", async (_, state, nextMs) => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await engine.schedules.fail(dueOf(peeked), "no such zone", 9e12);
    await engine.schedules.replan(peeked, { nominalMs: nextMs, nextMs });
    expect(await stored(engine)).toMatchObject({ state, nextMs, problem: null });
    expect(await checkQueue(engine.redis, engine.queue.tag)).toEqual([]);
  });
});

describe("fail", () => {
  it("puts it where it is seen, due again a little later, and never ends it", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const retryMs = (await redisNow(engine)) + 30_000;
    expect(await engine.schedules.fail(dueOf(peeked), "no such zone", retryMs)).toBe("error");
    expect(await stored(engine)).toEqual({ ...peeked, state: "error", problem: "no such zone" });
    expect(await engine.schedules.peek(5)).toMatchObject({ due: [], nextMs: retryMs });
    expect(await engine.schedules.fire([fireOf(peeked)])).toMatchObject({ decided: 0 });
  });

  it("leaves a paused one paused, and says what is wrong", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const nowMs = await redisNow(engine);
    await engine.schedules.pause("s", { ...PAUSE, untilMs: nowMs });
    const due = { ...(await stored(engine)), scoreMs: nowMs };
    expect(await engine.schedules.fail(due, "no such zone", nowMs + 30_000)).toBe("error");
    expect(await stored(engine)).toMatchObject({ state: "paused", problem: "no such zone" });
    // Whoever looked at the end of one pause shortens none that was made since.
    await engine.schedules.pause("s", { ...PAUSE, untilMs: nowMs + MINUTE_MS });
    expect(await engine.schedules.fail(due, "no such zone", nowMs + 1)).toBe("stale");
    expect((await engine.schedules.peek(5)).nextMs).toBe(nowMs + MINUTE_MS);
  });

  it("is stale for what was edited, has ended or is not due", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine, { limit: 1 });
    expect(await engine.schedules.fail({ ...dueOf(peeked), revision: 9 }, "x", 1)).toBe("stale");
    await fireSome(engine, 1);
    expect(await engine.schedules.fail(dueOf(peeked), "x", 1)).toBe("stale");
    expect((await stored(engine)).state).toBe("ended");
  });
});

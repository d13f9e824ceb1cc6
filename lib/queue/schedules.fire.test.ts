import { describe, expect, it } from "vitest";
import { type Engine, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  dueOf,
  fireOf,
  MINUTE_MS,
  outcomes,
  putDue,
  putSchedule,
  redisNow,
  runOf,
  stored,
} from "../testing/schedules.ts";

const LOST = { decided: 0, made: 0 };
const cancel = async (engine: Engine) =>
  engine.schedules.cancel(
    await stored(engine),
    { by: "ana", waiting: "remove", running: "finish" },
    { count: 0, ledger: [] },
  );

describe("fire", () => {
  it("makes the run and moves on", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    const fire = fireOf(peeked);
    expect(await engine.schedules.fire([fire])).toMatchObject({ decided: 1, made: 1 });
    expect(await stored(engine)).toMatchObject({
      state: "active",
      watermarkMs: plannedMs,
      nominalMs: plannedMs + MINUTE_MS,
      nextMs: plannedMs + MINUTE_MS,
      lastJob: fire.runs[0]!.localId,
      lastPlannedMs: plannedMs,
      counters: { fired: 1 },
    });
    const [job] = await engine.reads.jobs([fire.runs[0]!.localId]);
    expect(job).toMatchObject({ state: "ready", envelope: { scheduleId: "s", dueMs: plannedMs } });
    expect(await engine.scheduleReads.ledger("s", 9)).toMatchObject([
      { p: plannedMs, o: "fired", j: fire.runs[0]!.localId },
    ]);
  });

  it("lets one of twenty that try at once win", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine, { overlap: "allow" });
    const tries = Array.from({ length: 20 }, () => engine.schedules.fire([fireOf(peeked)]));
    const answers = await Promise.all(tries);
    expect(answers.filter(({ decided }) => decided === 1)).toHaveLength(1);
    expect(await engine.reads.counts()).toMatchObject({ ready: 1 });
    expect((await stored(engine)).counters.fired).toBe(1);
  });

  it("changes nothing when it is sent again", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const fire = fireOf(peeked, { counters: { coalesced: 4 } });
    await engine.schedules.fire([fire]);
    const after = await stored(engine);
    for (let again = 0; again < 3; again++)
      expect(await engine.schedules.fire([fire])).toMatchObject(LOST);
    expect(await stored(engine)).toEqual(after);
    expect(await engine.reads.counts()).toMatchObject({ ready: 1 });
  });

  it("does nothing before its time, by Redis' clock", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const early = await stored(engine);
    expect(await engine.schedules.fire([fireOf(early)])).toMatchObject(LOST);
    expect(await stored(engine)).toEqual(early);
  });

  it.each([
    ["another generation", { generation: 999 }],
    ["another revision", { revision: 999 }],
    ["another due score", { expectedScoreMs: 1 }],
    ["a time that is decided", { plannedMs: 1 }],
    ["a skip that was taken back", { skipped: [4_102_444_800_000] }],
  ])("does nothing with %s", async (_, part) => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    expect(await engine.schedules.fire([fireOf(peeked, part)])).toMatchObject(LOST);
    expect(await stored(engine)).toEqual(peeked);
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });

  it.each([
    [
      "paused",
      (engine: Engine) =>
        engine.schedules.pause("s", { by: "ana", atMs: 1, reason: null, untilMs: null }),
    ],
    ["cancelled", cancel],
    [
      "edited",
      (engine: Engine) => putSchedule(engine, { definition: definitionOf({}, { priority: 9 }) }),
    ],
    [
      "told to skip this time",
      async (engine: Engine) => {
        const { nominalMs, ...seen } = await stored(engine);
        await engine.schedules.markSkip(seen, nominalMs!, { by: "ana", reason: null });
      },
    ],
    [
      "cancelled and made anew in the same millisecond (E10)",
      async (engine: Engine) => {
        const { nextMs, watermarkMs } = await stored(engine);
        await cancel(engine);
        await putSchedule(engine, { plan: { nominalMs: nextMs, nextMs, watermarkMs } });
      },
    ],
  ])("is a no-op once the schedule was %s", async (_, change) => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await change(engine);
    const after = await stored(engine);
    expect(await engine.schedules.fire([fireOf(peeked)])).toMatchObject(LOST);
    expect(await stored(engine)).toEqual(after);
    expect(await engine.reads.counts()).toMatchObject({ ready: 0 });
  });

  it("decides the rest of a batch when it has lost one of it", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    const plan = { watermarkMs: plannedMs - 1, nominalMs: plannedMs, nextMs: plannedMs };
    await putSchedule(engine, { id: "t", plan });
    const other = fireOf(await stored(engine, "t"));
    const answer = await engine.schedules.fire([fireOf({ ...peeked, revision: 5 }), other]);
    expect(answer).toMatchObject({ decided: 1, made: 1 });
    expect((await stored(engine)).counters.fired).toBe(0);
    expect((await stored(engine, "t")).counters.fired).toBe(1);
  });

  it("takes a run that is there, a backfilled one, for the run of its time", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine, { overlap: "allow" });
    const run = runOf(plannedMs);
    const job = { priority: 5, body: peeked.definition.body };
    expect(await engine.schedules.backfill(peeked, job, "ana", [run])).toEqual([run.localId]);
    const answer = await engine.schedules.fire([fireOf(peeked, { runs: [run] })]);
    expect(answer).toMatchObject({ decided: 1, made: 0 });
    expect(await engine.reads.counts()).toMatchObject({ ready: 1 });
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, backfilled: 1 });
  });

  it.each(["skip", "queueOne", "cancelRunning"])(
    "%s: a backfilled run is neither skipped nor stopped by its own planned time",
    async (overlap) => {
      const engine = await openEngine();
      const { peeked } = await putDue(engine, { overlap });
      const fire = fireOf(peeked);
      const job = { priority: 5, body: peeked.definition.body };
      await engine.schedules.backfill(peeked, job, "ana", fire.runs);
      expect(await engine.schedules.fire([fire])).toMatchObject({ decided: 1, made: 0 });
      expect(await engine.reads.counts()).toMatchObject({ ready: 1, cancelled: 0 });
      expect((await stored(engine)).counters).toMatchObject({ fired: 1, overlapSkipped: 0 });
      expect((await engine.scheduleReads.news(["s"], 0))[0]!.pending).toBe(0);
    },
  );

  it("ends the schedule after its last time", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await engine.schedules.fire([fireOf(peeked, { nominalMs: null, nextMs: null })]);
    expect(await stored(engine)).toMatchObject({ state: "ended", nextMs: null, nominalMs: null });
    expect(await engine.schedules.peek(5)).toMatchObject({ due: [], nextMs: null });
  });

  it("fires no more than the limit of many at once, and counts nothing that lies beyond it", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine, { overlap: "allow", limit: 2 });
    const times = [-300, -200, -100].map((before) => plannedMs + before);
    const line = { d: plannedMs, o: "missed-capped", n: 40 };
    const fire = fireOf(peeked, {
      watermarkMs: plannedMs,
      counters: { missedWindow: 1, missedCapped: 40 },
      ledger: [
        { p: plannedMs - 400, d: plannedMs, o: "missed-window" },
        { ...line, p: plannedMs },
      ],
      runs: times.map((at) => runOf(at)),
    });
    expect(await engine.schedules.fire([fire])).toMatchObject({ decided: 1, made: 2 });
    expect(await stored(engine)).toMatchObject({
      state: "ended",
      watermarkMs: times[1],
      counters: { fired: 2, missedWindow: 1, missedCapped: 0 },
    });
    expect((await outcomes(engine)).toSorted()).toEqual(["fired", "fired", "missed-window"]);
  });

  it("stores how many times a run stands for, and wakes who waits for work", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    await engine.turn({ want: 1 });
    const idle = `${engine.queue.tag}:idle`;
    expect(await engine.redis.scard(idle)).toBe(1);
    await engine.schedules.fire([fireOf(peeked, { runs: [runOf(plannedMs, 12)] })]);
    expect(await engine.redis.scard(idle)).toBe(0);
    const { claims } = await engine.turn({ want: 1 });
    expect(claims[0]!.envelope).toContain('"k":12}');
  });

  it("heals a schedule in error", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const nowMs = await redisNow(engine);
    await engine.schedules.fail(dueOf(peeked), "broken", nowMs - 1);
    const fire = fireOf({ ...peeked, nextMs: nowMs - 1 }, { plannedMs: peeked.nextMs! });
    expect(await engine.schedules.fire([fire])).toMatchObject({ decided: 1, made: 1 });
    expect(await stored(engine)).toMatchObject({ state: "active", problem: null });
  });
});

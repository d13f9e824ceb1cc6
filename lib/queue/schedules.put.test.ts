import { describe, expect, it } from "vitest";
import { jobRecord, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  fireOf,
  fireSome,
  HOUR_MS,
  MINUTE_MS,
  outcomes,
  putDue,
  putSchedule,
  stored,
} from "../testing/schedules.ts";

const CANCEL = { by: "ana", waiting: "remove", running: "finish" } as const;
const NOTHING_DUE = { count: 0, ledger: [] };

describe("put", () => {
  it("makes a schedule that is due at its first time, under a generation of its own", async () => {
    const engine = await openEngine();
    expect(await putSchedule(engine)).toBe("created");
    const { generation, nextMs, ...made } = await stored(engine);
    expect(made).toMatchObject({ state: "active", revision: 1, by: "ana", counters: { fired: 0 } });
    expect(Number(await engine.redis.zscore(`${engine.queue.tag}:due`, "s"))).toBe(nextMs);
    await putSchedule(engine, { id: "other" });
    expect((await stored(engine, "other")).generation).toBeGreaterThan(generation);
  });

  it("writes nothing for the identical definition, a thousand times at once", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const definition = definitionOf();
    const save = () =>
      engine.schedules.put({
        id: "s",
        mode: "put",
        seen: peeked,
        newGeneration: 0,
        definition,
        source: null,
        by: "bo",
        how: "edited",
        plan: null,
      });
    const events = `${engine.queue.tag}:events`;
    const before = await engine.redis.xlen(events);
    const answers = await Promise.all(Array.from({ length: 1_000 }, save));
    expect(new Set(answers)).toEqual(new Set(["unchanged"]));
    expect(await stored(engine)).toEqual(peeked);
    expect(await engine.scheduleReads.revisions("s")).toHaveLength(1);
    expect(await engine.redis.xlen(events)).toBe(before);
  });

  it("refuses to create an id that lives, and not one that was cancelled", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const other = definitionOf({ jitterMs: 5 });
    expect(await putSchedule(engine, { mode: "create", definition: other })).toBe("exists");
    await engine.schedules.cancel(await stored(engine), CANCEL, NOTHING_DUE);
    expect(await putSchedule(engine, { mode: "create", definition: other })).toBe("created");
  });

  it.each([
    ["another generation", { generation: 99 }],
    ["another revision", { revision: 99 }],
    ["another watermark, when the plan changes", { watermarkMs: 1 }],
  ])("is stale when %s was read", async (_, part) => {
    const engine = await openEngine();
    await putSchedule(engine);
    const before = await stored(engine);
    const seen = { ...before, ...part };
    const definition = definitionOf({ limit: 7 });
    expect(await putSchedule(engine, { seen, definition })).toBe("stale");
    expect(await stored(engine)).toEqual(before);
  });

  it("is stale when what was read is gone, or nothing was read and there is one", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const before = await stored(engine);
    const definition = definitionOf({ limit: 7 });
    expect(await putSchedule(engine, { seen: null, definition })).toBe("stale");
    await engine.schedules.cancel(before, CANCEL, NOTHING_DUE);
    expect(await putSchedule(engine, { seen: before, definition })).toBe("stale");
    expect(await putSchedule(engine, { seen: null, definition, plan: null })).toBe("stale");
  });

  it("keeps times and skips when asked to, and the watermark may have moved on meanwhile", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await engine.schedules.markSkip(peeked, peeked.nextMs! + 5 * MINUTE_MS, {
      by: "bo",
      reason: null,
    });
    await engine.schedules.fire([fireOf(peeked)]);
    const between = await stored(engine);
    const definition = definitionOf({}, { body: { n: "demo.echo", a: { message: "new" } } });
    expect(await putSchedule(engine, { seen: peeked, definition, plan: null })).toBe("updated");
    const { revision, updatedMs: _, definition: saved, ...rest } = await stored(engine);
    expect(between).toMatchObject(rest);
    expect(saved.body.a).toEqual({ message: "new" });
    expect(revision).toBe(2);
  });

  it("leaves the next time of a fixed delay alone when only the jitter is another, though a run is alive", async () => {
    const engine = await openEngine();
    const trigger = { kind: "afterEnd", delayMs: HOUR_MS };
    await putDue(engine, { trigger });
    await engine.schedules.trigger("s", jobRecord().localId, "ana");
    const { anchorMs, watermarkMs, nominalMs } = await stored(engine);
    const nextMs = nominalMs! + 7;
    await putSchedule(engine, {
      definition: definitionOf({ trigger, jitterMs: 20 }),
      plan: { anchorMs, watermarkMs, nominalMs, nextMs },
    });
    expect(await stored(engine)).toMatchObject({ state: "active", nominalMs, nextMs });
  });

  it("forgets skips with the old plan, and keeps them when only the jitter is another", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    const note = { by: "bo", reason: null };
    await engine.schedules.markSkip(peeked, peeked.nextMs! + 5 * MINUTE_MS, note);
    const { anchorMs, watermarkMs, nominalMs } = peeked;
    await putSchedule(engine, {
      definition: definitionOf({ jitterMs: 20 }),
      plan: { anchorMs, watermarkMs, nominalMs, nextMs: nominalMs! + 7 },
    });
    expect((await stored(engine)).skips).toHaveLength(1);
    await putSchedule(engine, {
      definition: definitionOf({ trigger: { kind: "every", everyMs: 500 } }),
    });
    expect((await stored(engine)).skips).toEqual([]);
  });

  it("counts and writes down what was left of the old plan", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await putSchedule(engine, {
      definition: definitionOf({ trigger: { kind: "every", everyMs: 500 } }),
      plan: { counters: { missedSkipped: 3 }, ledger: [{ p: 1, d: 2, o: "missed-skipped", n: 3 }] },
    });
    expect((await stored(engine)).counters.missedSkipped).toBe(3);
    expect(await outcomes(engine)).toEqual(["missed-skipped"]);
  });

  it("ends a schedule whose new limit is reached, at once, and a higher one goes on", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow" });
    await fireSome(engine, 3);
    const lower = definitionOf({ overlap: "allow", limit: 2 });
    await putSchedule(engine, { definition: lower, plan: null });
    expect(await stored(engine)).toMatchObject({ state: "ended", nextMs: null, nominalMs: null });
    expect((await engine.schedules.peek(10)).due).toEqual([]);
    await putSchedule(engine, { definition: definitionOf({ overlap: "allow", limit: 3 }) });
    expect((await stored(engine)).state).toBe("ended");
    await putSchedule(engine, { definition: definitionOf({ overlap: "allow", limit: 4 }) });
    expect((await stored(engine)).state).toBe("active");
  });

  it("changes a paused schedule without waking it", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    await engine.schedules.pause("s", { by: "bo", atMs: 1, reason: null, untilMs: null });
    await putSchedule(engine, { definition: definitionOf({ limit: 9 }) });
    expect(await stored(engine)).toMatchObject({ state: "paused", pause: { by: "bo" } });
    expect((await engine.schedules.peek(10)).nextMs).toBeNull();
  });
});

describe("restore", () => {
  it("brings back what was cancelled, with its history and counters, under a new generation", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow" });
    await fireSome(engine, 2);
    const before = await stored(engine);
    expect(await putSchedule(engine, { mode: "restore" })).toBe("stale");
    await engine.schedules.cancel(before, CANCEL, NOTHING_DUE);
    const definition = definitionOf({ overlap: "allow" });
    const restore = { mode: "restore", definition, how: "restored" } as const;
    expect(await putSchedule(engine, restore)).toBe("created");
    const after = await stored(engine);
    expect(after).toMatchObject({ state: "active", revision: 2, counters: { fired: 2 } });
    expect(after.generation).toBeGreaterThan(before.generation);
    expect(after.createdMs).toBe(before.createdMs);
    const history = await engine.scheduleReads.revisions("s");
    expect(history.map(({ h, r }) => `${r} ${h}`)).toEqual(["2 restored", "1 created"]);
    const { tag } = engine.queue;
    for (const key of ["schedule:s", "ledger:s", "revisions:s"])
      expect(await engine.redis.pttl(`${tag}:${key}`), key).toBe(-1);
    expect(await engine.scheduleReads.list("cancelled")).toEqual([]);
  });

  it("ends at once when its limit was reached before", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow", limit: 2 });
    await fireSome(engine, 2);
    await engine.schedules.cancel(await stored(engine), CANCEL, NOTHING_DUE);
    const definition = definitionOf({ overlap: "allow", limit: 2 });
    await putSchedule(engine, { mode: "restore", definition });
    expect(await stored(engine)).toMatchObject({ state: "ended", nextMs: null });
  });
});

describe("the history", () => {
  it("keeps the newest fifty", async () => {
    const engine = await openEngine();
    for (let limit = 1; limit <= 55; limit++)
      await putSchedule(engine, {
        definition: definitionOf({ limit }),
        plan: limit === 1 ? {} : null,
      });
    const history = await engine.scheduleReads.revisions("s");
    expect(history.map(({ r }) => r)).toEqual(Array.from({ length: 50 }, (_, n) => 55 - n));
  });
});

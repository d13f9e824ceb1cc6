import { describe, expect, it } from "vitest";
import { ackOf, type Engine, openEngine } from "../testing/engine.ts";
import {
  dueOf,
  fireSome,
  MINUTE_MS,
  outcomes,
  putDue,
  putSchedule,
  redisNow,
  runOf,
  stored,
} from "../testing/schedules.ts";
import type { Decided, Seen } from "./schedules.ts";

const pause = (engine: Engine, untilMs: number | null = null, reason: string | null = null) =>
  engine.schedules.pause("s", { by: "ana", atMs: 1, reason, untilMs });

/** A resume that fires nothing, and goes on in a minute. */
const decidedFrom = ({ watermarkMs }: Seen, part: Partial<Decided> = {}): Decided => ({
  watermarkMs: watermarkMs + 1,
  nominalMs: watermarkMs + 10 * MINUTE_MS,
  nextMs: watermarkMs + 10 * MINUTE_MS,
  counters: {},
  ledger: [],
  skipped: [],
  catchUp: null,
  runs: [],
  ...part,
});

describe("pause", () => {
  it("takes it out of what is due, and leaves its runs alone", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await fireSome(engine, 1);
    expect(await pause(engine, null, "mail is down")).toBe("paused");
    expect(await stored(engine)).toMatchObject({
      state: "paused",
      pause: { by: "ana", reason: "mail is down", untilMs: null },
    });
    expect(await engine.schedules.peek(5)).toMatchObject({ due: [], nextMs: null });
    expect((await engine.turn({ want: 5 })).claims).toHaveLength(1);
  });

  it("decides what waited for a run to end, as paused, and says by whom", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "queueAll" });
    await fireSome(engine, 4);
    await pause(engine, null, "mail is down");
    expect((await stored(engine)).counters).toMatchObject({ fired: 1, paused: 3 });
    expect(await outcomes(engine)).toEqual(["fired", "paused", "paused", "paused"]);
    const [newest] = await engine.scheduleReads.ledger("s", 1);
    expect(newest).toMatchObject({ y: "ana", r: "mail is down" });
    const { claims } = await engine.turn({ want: 5 });
    await engine.turn({ acks: [ackOf(claims[0]!)] });
    expect((await engine.turn({ want: 5 })).claims).toEqual([]);
  });

  it("stays due at the end it was given; another pause gives it another end, or none", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const nowMs = await redisNow(engine);
    await pause(engine, nowMs + 5_000);
    expect((await engine.schedules.peek(5)).nextMs).toBe(nowMs + 5_000);
    await pause(engine, nowMs + 9_000);
    expect((await engine.schedules.peek(5)).nextMs).toBe(nowMs + 9_000);
    await pause(engine);
    expect((await engine.schedules.peek(5)).nextMs).toBeNull();
  });

  it("answers what is not there, and what has ended", async () => {
    const engine = await openEngine();
    expect(await pause(engine)).toBe("missing");
    await putDue(engine, { limit: 1 });
    await fireSome(engine, 1);
    expect(await pause(engine)).toBe("ended");
  });

  it("makes an error a pause like any other", async () => {
    const engine = await openEngine();
    const { peeked } = await putDue(engine);
    await engine.schedules.fail(dueOf(peeked), "broken", await redisNow(engine));
    expect(await pause(engine)).toBe("paused");
    expect(await stored(engine)).toMatchObject({ state: "paused", problem: null });
  });
});

describe("resume", () => {
  it("counts what passed, and goes on", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await pause(engine);
    const paused = await stored(engine);
    const decided = decidedFrom(paused, {
      counters: { paused: 6 },
      ledger: [{ p: paused.watermarkMs + 1, d: 1, o: "paused", n: 6 }],
    });
    expect(await engine.schedules.resume(paused, decided)).toBe("resumed");
    expect(await stored(engine)).toMatchObject({
      state: "active",
      pause: null,
      watermarkMs: decided.watermarkMs,
      nextMs: decided.nextMs,
      counters: { paused: 6, fired: 0 },
    });
    expect((await engine.schedules.peek(5)).nextMs).toBe(decided.nextMs);
  });

  it("fires what is to be made up for, by the rule for overlaps and up to the limit", async () => {
    const engine = await openEngine();
    const { plannedMs } = await putDue(engine, { overlap: "allow", limit: 2 });
    await pause(engine);
    const runs = [1, 2, 3].map((n) => runOf(plannedMs + n));
    const decided = decidedFrom(await stored(engine), { runs, watermarkMs: plannedMs + 3 });
    expect(await engine.schedules.resume(await stored(engine), decided)).toBe("resumed");
    expect(await stored(engine)).toMatchObject({
      state: "ended",
      watermarkMs: plannedMs + 2,
      counters: { fired: 2 },
    });
    expect(await engine.reads.counts()).toMatchObject({ ready: 2 });
  });

  it.each([
    ["generation", { generation: 77 }],
    ["revision", { revision: 77 }],
    ["watermark", { watermarkMs: 77 }],
  ])("is stale with another %s", async (_, part) => {
    const engine = await openEngine();
    await putDue(engine);
    await pause(engine);
    const paused = await stored(engine);
    const seen = { ...paused, ...part };
    expect(await engine.schedules.resume(seen, decidedFrom(paused))).toBe("stale");
    expect(await stored(engine)).toEqual(paused);
  });

  it("by a scheduler is stale when the pause was given another end meanwhile", async () => {
    const engine = await openEngine();
    await putDue(engine);
    const nowMs = await redisNow(engine);
    await pause(engine, nowMs);
    const paused = await stored(engine);
    await pause(engine, nowMs + MINUTE_MS);
    const decided = decidedFrom(paused);
    expect(await engine.schedules.resume(paused, decided, nowMs)).toBe("stale");
    await pause(engine);
    expect(await engine.schedules.resume(paused, decided, nowMs)).toBe("stale");
    await pause(engine, nowMs);
    expect(await engine.schedules.resume(paused, decided, nowMs)).toBe("resumed");
  });

  it("of two resumes one wins, and the other hears that it is active", async () => {
    const engine = await openEngine();
    await putDue(engine);
    await pause(engine);
    const paused = await stored(engine);
    const decided = decidedFrom(paused, { counters: { paused: 2 } });
    const answers = [1, 2].map(() => engine.schedules.resume(paused, decided));
    expect((await Promise.all(answers)).toSorted()).toEqual(["active", "resumed"]);
    expect((await stored(engine)).counters.paused).toBe(2);
  });

  it("forgets failures in a row", async () => {
    const engine = await openEngine();
    await putDue(engine, { pauseAfterFailures: 1 });
    await fireSome(engine, 1);
    const { claims } = await engine.turn({ want: 1 });
    await engine.turn({ acks: [ackOf(claims[0]!, { outcome: "f" })] });
    const paused = await stored(engine);
    expect(paused).toMatchObject({ state: "paused", failuresInRow: 1, pause: { by: "carillon" } });
    await engine.schedules.resume(paused, decidedFrom(paused));
    expect(await stored(engine)).toMatchObject({ state: "active", failuresInRow: 0 });
  });

  it("answers what is not there", async () => {
    const engine = await openEngine();
    const nothing = { id: "s", generation: 1, revision: 1, watermarkMs: 1 };
    expect(await engine.schedules.resume(nothing, decidedFrom(nothing))).toBe("missing");
  });
});

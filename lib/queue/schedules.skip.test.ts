import { describe, expect, it } from "vitest";
import { type Engine, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  fireOf,
  MINUTE_MS,
  putDue,
  putSchedule,
  stored,
} from "../testing/schedules.ts";
import type { StoredSchedule } from "./stored-schedule.ts";

const note = { by: "ana maria", reason: "holiday: 24 Dec" };

/** The next time skipped, and the one after it planned. */
const skipOf = (seen: StoredSchedule, later: number[] = []) => {
  const all = [seen.nominalMs!, ...later];
  const nextMs = all.at(-1)! + MINUTE_MS;
  return {
    watermarkMs: all.at(-1)!,
    nominalMs: nextMs,
    nextMs,
    counters: { skipped: all.length },
    ledger: all.map((p) => ({ p, d: 1, o: "skipped", y: note.by, r: note.reason })),
    skipped: all,
  };
};

async function future(engine: Engine): Promise<StoredSchedule> {
  await putSchedule(engine);
  return stored(engine);
}

describe("skip-next", () => {
  it("decides the next time as skipped, with who and why, and moves on", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    expect(await engine.schedules.skipNext(seen, skipOf(seen))).toBe("skipped");
    expect(await stored(engine)).toMatchObject({
      watermarkMs: seen.nominalMs,
      nextMs: seen.nominalMs! + MINUTE_MS,
      counters: { skipped: 1, fired: 0 },
    });
    expect(await engine.scheduleReads.ledger("s", 5)).toMatchObject([
      { p: seen.nominalMs, o: "skipped", y: note.by, r: note.reason },
    ]);
    expect((await engine.schedules.peek(5)).nextMs).toBe(seen.nominalMs! + MINUTE_MS);
  });

  it("of two who skip the next time, the second is told so", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    const answers = [1, 2].map(() => engine.schedules.skipNext(seen, skipOf(seen)));
    expect((await Promise.all(answers)).toSorted()).toEqual(["skipped", "stale"]);
    expect((await stored(engine)).counters.skipped).toBe(1);
  });

  it("decides the noted ones right after it too", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    const after = seen.nominalMs! + MINUTE_MS;
    await engine.schedules.markSkip(seen, after, note);
    await engine.schedules.skipNext(seen, skipOf(seen, [after]));
    expect(await stored(engine)).toMatchObject({ skips: [], counters: { skipped: 2 } });
  });

  it("ends a schedule whose last time it was", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    const last = { ...skipOf(seen), nominalMs: null, nextMs: null };
    await engine.schedules.skipNext(seen, last);
    expect(await stored(engine)).toMatchObject({ state: "ended", nextMs: null });
  });

  it("answers the state in which nothing is planned", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    await engine.schedules.pause("s", { by: "ana", atMs: 1, reason: null, untilMs: null });
    expect(await engine.schedules.skipNext(seen, skipOf(seen))).toBe("paused");
    expect(await engine.schedules.skipNext({ ...seen, id: "no" }, skipOf(seen))).toBe("missing");
  });
});

describe("mark-skip", () => {
  it("notes a later time once, and takes the note back", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    const at = seen.nominalMs! + 3 * MINUTE_MS;
    expect(await engine.schedules.markSkip(seen, at, note)).toBe("marked");
    expect(await engine.schedules.markSkip(seen, at, { ...note, reason: null })).toBe("marked");
    expect((await stored(engine)).skips).toEqual([{ plannedMs: at, by: note.by, reason: null }]);
    expect(await engine.schedules.markSkip(seen, at, null)).toBe("taken back");
    expect((await stored(engine)).skips).toEqual([]);
  });

  it("keeps them in order, and no more than a hundred", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    for (let n = 100; n >= 1; n--)
      expect(await engine.schedules.markSkip(seen, seen.nominalMs! + n, note)).toBe("marked");
    expect(await engine.schedules.markSkip(seen, seen.nominalMs! + 101, note)).toBe("full");
    const { skips } = await stored(engine);
    expect(skips.map(({ plannedMs }) => plannedMs - seen.nominalMs!)).toEqual(
      Array.from({ length: 100 }, (_, n) => n + 1),
    );
    expect(skips[0]).toMatchObject(note);
  });

  it("answers what is decided, was made anew or is not there", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    const { schedules } = engine;
    expect(await schedules.markSkip(seen, seen.watermarkMs, note)).toBe("past");
    expect(await schedules.markSkip({ ...seen, generation: 99 }, 9e12, note)).toBe("stale");
    expect(await schedules.markSkip({ ...seen, id: "no" }, 9e12, note)).toBe("missing");
  });

  it("is gone with the fire that decided it", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    await engine.schedules.markSkip(peeked, plannedMs, note);
    const skip = {
      counters: { skipped: 1 },
      ledger: [{ p: plannedMs, d: 1, o: "skipped" }],
      skipped: [plannedMs],
      runs: [],
    };
    const answer = await engine.schedules.fire([fireOf(peeked, skip)]);
    expect(answer).toMatchObject({ decided: 1, made: 0 });
    expect(await stored(engine)).toMatchObject({ skips: [], counters: { skipped: 1, fired: 0 } });
  });

  it("survives an edit of what the runs are given", async () => {
    const engine = await openEngine();
    const seen = await future(engine);
    await engine.schedules.markSkip(seen, seen.nominalMs! + MINUTE_MS, note);
    const definition = definitionOf({}, { priority: 8 });
    await putSchedule(engine, { definition, plan: null });
    expect((await stored(engine)).skips).toHaveLength(1);
  });
});

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

const note = { by: "ana", reason: null };
const noted = async (engine: Engine) => (await stored(engine)).skips.map((skip) => skip.plannedMs);

describe("a note of a time to skip", () => {
  it("goes with the fire that passes it, though that was decided before it was made", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    const [passed, later] = [plannedMs + 1, plannedMs + 3];
    for (const at of [passed, later]) await engine.schedules.markSkip(peeked, at, note);
    const coalesced = { counters: { coalesced: 1 }, watermarkMs: plannedMs + 2 };
    const answer = await engine.schedules.fire([
      fireOf(peeked, { plannedMs: plannedMs + 2, ...coalesced }),
    ]);
    expect(answer.decided).toBe(1);
    expect(await noted(engine)).toEqual([later]);
  });

  it("is refused when the schedule was edited since its times were read, but taken back all the same", async () => {
    const engine = await openEngine();
    await putSchedule(engine);
    const seen = await stored(engine);
    await putSchedule(engine, { definition: definitionOf({}, { priority: 8 }), plan: null });
    const at = seen.nominalMs! + MINUTE_MS;
    expect(await engine.schedules.markSkip(seen, at, note)).toBe("stale");
    expect(await engine.schedules.markSkip(await stored(engine), at, note)).toBe("marked");
    expect(await engine.schedules.markSkip(seen, at, null)).toBe("taken back");
  });

  it("is not mistaken for the name of who made another", async () => {
    const engine = await openEngine();
    const { plannedMs, peeked } = await putDue(engine);
    const later = plannedMs + MINUTE_MS;
    const odd = { by: String(plannedMs), reason: null };
    await engine.schedules.markSkip(peeked, later, odd);
    await engine.schedules.markSkip(peeked, later + 1, note);
    await engine.schedules.markSkip(peeked, plannedMs, null);
    expect((await stored(engine)).skips).toEqual([
      { ...odd, plannedMs: later },
      { ...note, plannedMs: later + 1 },
    ]);
    const { decided } = await engine.schedules.fire([fireOf(peeked)]);
    expect(decided, "nobody wants this time skipped").toBe(1);
  });
});

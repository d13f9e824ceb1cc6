import { describe, expect, it } from "vitest";
import { ackOf, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  dueOf,
  fireOf,
  HOUR_MS,
  putDue,
  putSchedule,
  redisNow,
  stored,
} from "../testing/schedules.ts";
import { checkQueue } from "./fsck.ts";

const AFTER_END = { kind: "afterEnd", delayMs: 1_000 };
const UNPLANNED = { nominalMs: null, nextMs: null };

describe("the end of a run", () => {
  it("plans the next no earlier than the schedule begins", async () => {
    const engine = await openEngine();
    const { schedules, turn } = engine;
    const { peeked } = await putDue(engine, { trigger: AFTER_END });
    await schedules.fire([fireOf(peeked, UNPLANNED)]);
    const [claim] = (await turn({ want: 1 })).claims;
    const startAt = (await redisNow(engine)) + HOUR_MS;
    await putSchedule(engine, { definition: definitionOf({ trigger: AFTER_END, startAt }) });
    expect(await stored(engine), "its run is alive").toMatchObject({
      state: "active",
      nextMs: null,
    });
    await turn({ acks: [ackOf(claim!)] });
    expect(await stored(engine)).toMatchObject({ nominalMs: startAt, nextMs: startAt });
    expect(await checkQueue(engine.redis, engine.queue.tag)).toEqual([]);
  });

  it("that pauses its schedule gives up what was still to be caught up with, and an old problem", async () => {
    const engine = await openEngine();
    const { schedules, turn, redis, queue } = engine;
    const { plannedMs, peeked } = await putDue(engine, { overlap: "allow", pauseAfterFailures: 1 });
    const catchUp = { untilMs: plannedMs + 8, cappedMs: plannedMs + 9 };
    await schedules.fire([fireOf(peeked, { catchUp })]);
    await schedules.fail(dueOf(await stored(engine)), "no such zone", plannedMs);
    const [claim] = (await turn({ want: 1 })).claims;
    await turn({ acks: [ackOf(claim!, { outcome: "f" })] });
    expect(await stored(engine)).toMatchObject({ state: "paused", catchUp: null, problem: null });
    expect(await checkQueue(redis, queue.tag)).toEqual([]);
  });
});

it("what is planned after each run ends with the skip that would go past its end", async () => {
  const engine = await openEngine();
  const { plannedMs, peeked } = await putDue(engine, { trigger: AFTER_END, endAt: 9e12 });
  const skip = { watermarkMs: plannedMs, counters: { skipped: 1 }, ledger: [] };
  await engine.schedules.skipNext(peeked, { ...skip, nominalMs: 9e12, nextMs: 9e12 });
  const last = await stored(engine);
  expect(last).toMatchObject({ state: "active", nextMs: 9e12 });
  const beyond = { ...skip, watermarkMs: 9e12, nominalMs: 9e12 + 1_000, nextMs: 9e12 + 1_000 };
  await engine.schedules.skipNext(last, beyond);
  expect(await stored(engine)).toMatchObject({ state: "ended", nextMs: null });
});

import { describe, expect, it } from "vitest";
import { ackOf, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  dueOf,
  fireOf,
  fireSome,
  HOUR_MS,
  putDue,
  putSchedule,
  redisNow,
  stored,
} from "../testing/schedules.ts";
import { until } from "../testing/until.ts";
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

describe("runs that end in one turn", () => {
  it("one whose lease was lost is still alive for its schedule", async () => {
    const engine = await openEngine();
    await putDue(engine, { overlap: "allow" });
    await fireSome(engine, 2);
    const [late] = (await engine.turn({ want: 1, leaseMs: 1 })).claims;
    const [other] = (await engine.turn({ want: 1 })).claims;
    await until(
      "the lease to be lost",
      () => engine.queue.reap(3),
      ({ reaped }) => reaped === 1,
    );
    const { lost } = await engine.turn({ acks: [ackOf(late!), ackOf(other!)] });
    expect(lost).toEqual([late!.entry]);
    expect(await engine.redis.smembers(`${engine.queue.tag}:live:s`)).toEqual([late!.entry]);
    expect(await checkQueue(engine.redis, engine.queue.tag)).toEqual([]);
  });

  it.each([
    ["s", "f", 1],
    ["f", "s", 0],
  ] as const)(
    "%s, then %s: failures in a row are counted in that order",
    async (one, two, inRow) => {
      const engine = await openEngine();
      await putDue(engine, { overlap: "allow" });
      await fireSome(engine, 2);
      const [first, second] = (await engine.turn({ want: 2 })).claims;
      const acks = [ackOf(first!, { outcome: one }), ackOf(second!, { outcome: two })];
      await engine.turn({ acks });
      expect((await stored(engine)).failuresInRow).toBe(inRow);
    },
  );
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

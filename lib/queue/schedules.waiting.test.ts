import { describe, expect, it } from "vitest";
import { ackOf, type Engine, openEngine } from "../testing/engine.ts";
import {
  definitionOf,
  fireOf,
  fireSome,
  putDue,
  putSchedule,
  stored,
} from "../testing/schedules.ts";
import { until } from "../testing/until.ts";
import { checkQueue } from "./fsck.ts";
import type { Claim } from "./queue.ts";
import { parseEntry } from "./record.ts";

/** A schedule with a run that `e1` has, another time that waits for its end, and `e2` that waits for work. */
async function openWaiting(timing: Record<string, unknown> = { overlap: "queueOne" }) {
  const engine = await openEngine();
  await putDue(engine, timing);
  const [, waits] = await fireSome(engine, 2);
  const [claim] = (await engine.turn({ want: 1, leaseMs: 1 })).claims;
  await engine.turn({ executor: "e2", want: 1 });
  const pending = async () => (await engine.scheduleReads.news(["s"], 0))[0]!.pending;
  expect(await pending()).toBe(1);
  return { engine, claim: claim!, waits: waits!, pending };
}

const plannedOf = ({ envelope }: Claim) => Number(envelope.split(" ")[1]);
const idle = ({ redis, queue }: Engine) => redis.smembers(`${queue.tag}:idle`);

describe("a planned time that waits", () => {
  it.each<[string, (engine: Engine, claim: Claim) => Promise<unknown>]>([
    ["succeeds", ({ turn }, claim) => turn({ acks: [ackOf(claim)] })],
    ["fails for good", ({ turn }, claim) => turn({ acks: [ackOf(claim, { outcome: "f" })] })],
    [
      "is cancelled while it waits to be tried again",
      async ({ turn, queue }, claim) => {
        await turn({ acks: [ackOf(claim, { outcome: "f", failures: 1, retryDelayMs: 60_000 })] });
        await queue.cancel(parseEntry(claim.entry).localId, "ana");
      },
    ],
    [
      "loses its executor once too often",
      ({ queue }) =>
        until(
          "the lease has run out",
          () => queue.reap(1),
          ({ reaped }) => reaped === 1,
        ),
    ],
  ])("is ready, and wakes who waits for work, when the run before it %s", async (_, end) => {
    const { engine, claim, waits, pending } = await openWaiting();
    await end(engine, claim);
    expect(await pending()).toBe(0);
    expect(await idle(engine)).toEqual([]);
    const [next] = (await engine.turn({ executor: "e2", want: 1 })).claims;
    expect(plannedOf(next!)).toBe(waits);
    expect(await checkQueue(engine.redis, engine.queue.tag)).toEqual([]);
  });

  it("starts in the very turn that ends the run before it, though in a list that nobody knew of", async () => {
    const { engine, claim, waits } = await openWaiting();
    const definition = definitionOf({ overlap: "queueOne" }, { priority: 8 });
    await putSchedule(engine, { definition, plan: null });
    const [next] = (await engine.turn({ acks: [ackOf(claim)], want: 1 })).claims;
    expect(plannedOf(next!)).toBe(waits);
  });

  it("waits on when the run before it is tried again, or retried by hand", async () => {
    const { engine, claim, pending } = await openWaiting();
    const { turn, queue } = engine;
    await turn({ acks: [ackOf(claim, { outcome: "f", failures: 1, retryDelayMs: 60_000 })] });
    expect(await pending(), "tried again").toBe(1);
    const { localId } = parseEntry(claim.entry);
    await queue.runNow(localId);
    const [again] = (await turn({ want: 1 })).claims;
    await turn({ acks: [ackOf(again!, { outcome: "f" })] });
    expect(await pending(), "failed for good").toBe(0);
    await fireSome(engine, 1);
    await queue.retry(localId);
    const [next] = (await turn({ want: 1 })).claims;
    await turn({ acks: [ackOf(next!)] });
    expect(await pending(), "retried by hand: it is alive").toBe(1);
    const [retried] = (await turn({ want: 1 })).claims;
    expect(parseEntry(retried!.entry).localId).toBe(localId);
    await turn({ acks: [ackOf(retried!)] });
    expect(await pending()).toBe(0);
  });
});

it("cancelRunning stops a run that waits for a slot of its key, and leaves no place for it", async () => {
  const engine = await openEngine();
  const { turn, redis, queue } = engine;
  const body = { n: "demo.echo", a: {}, c: { key: "crm", limit: 1 } };
  await putDue(engine, { overlap: "allow" }, { body });
  await fireSome(engine, 2);
  const [first] = (await turn({ want: 2 })).claims;
  expect(await redis.zcard(`${queue.tag}:parked`)).toBe(1);
  const definition = definitionOf({ overlap: "cancelRunning" }, { body });
  await putSchedule(engine, { definition, plan: null });
  const [last] = await fireSome(engine, 1);
  expect(await redis.zcard(`${queue.tag}:parked`)).toBe(0);
  expect(await engine.reads.counts()).toMatchObject({ running: 1, cancelled: 1, ready: 0 });
  const [next] = (await turn({ acks: [ackOf(first!, { outcome: "c" })], want: 1 })).claims;
  expect(plannedOf(next!)).toBe(last);
  expect((await stored(engine)).counters).toMatchObject({ fired: 3, overlapSkipped: 0 });
  expect(await checkQueue(redis, queue.tag)).toEqual([]);
});

it("a run that is made again, after it was backfilled, cancelled and removed, is not taken for the one that is gone", async () => {
  const engine = await openEngine();
  const { queue, schedules, turn } = engine;
  const { peeked } = await putDue(engine);
  const fire = fireOf(peeked);
  const [run] = fire.runs;
  const job = { priority: 5, body: peeked.definition.body };
  await schedules.backfill(peeked, job, "ana", fire.runs);
  await queue.reschedule(run!.localId, "+0");
  await queue.promote();
  await queue.cancel(run!.localId, "ana");
  await queue.forget(run!.localId);
  await schedules.fire([fire]);
  expect(await checkQueue(engine.redis, queue.tag)).toEqual([]);
  const { claims } = await turn({ want: 5 });
  expect(claims.map(({ entry }) => entry)).toEqual([run!.localId]);
});

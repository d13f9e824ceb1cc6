import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JOB_STATES } from "../jobs/states.ts";
import { ackOf, type Engine, jobRecord, LEASE_MS, openEngine } from "../testing/engine.ts";
import type { Claim } from "./queue.ts";

/** What people, executors and schedulers do to one queue, in any order. */
const Step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("enqueue" as const), isLater: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("claim" as const),
      want: fc.integer({ min: 1, max: 3 }),
      isBrief: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("ack" as const),
      outcome: fc.constantFrom("s" as const, "f" as const, "c" as const, "l" as const),
      retries: fc.boolean(),
      at: fc.nat(),
    }),
  },
  fc.record({
    do: fc.constantFrom(
      "cancel",
      "retry",
      "run-now",
      "forget",
      "postpone",
      "hasten",
      "raise" as const,
    ),
    at: fc.nat(),
  }),
  fc.record({ do: fc.constantFrom("reap", "promote", "pause", "resume", "late-ack" as const) }),
);
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

interface World {
  ids: string[];
  forgotten: Set<string>;
  held: Claim[];
  old: Claim[];
}

const pick = <T>(items: T[], at: number): T | undefined => items[at % Math.max(items.length, 1)];

async function take(engine: Engine, world: World, step: Step): Promise<void> {
  const { queue, turn } = engine;
  switch (step.do) {
    case "enqueue": {
      const job = jobRecord({
        due: step.isLater ? "+3600000" : "0",
        priority: world.ids.length % 10,
      });
      world.ids.push(job.localId);
      await queue.enqueue(job);
      return;
    }
    case "claim":
      world.held.push(
        ...(await turn({ want: step.want, leaseMs: step.isBrief ? 1 : LEASE_MS })).claims,
      );
      return;
    case "ack": {
      const claim = pick(world.held, step.at);
      if (!claim) return;
      world.held.splice(world.held.indexOf(claim), 1);
      world.old.push(claim);
      const retryDelayMs = step.retries ? 3_600_000 : null;
      await turn({ acks: [ackOf(claim, { outcome: step.outcome, failures: 1, retryDelayMs })] });
      return;
    }
    case "late-ack":
      if (world.old.length > 0)
        await turn({ acks: world.old.slice(-2).map((claim) => ackOf(claim)) });
      return;
    case "reap":
      await queue.reap(3);
      return;
    case "promote":
      await queue.promote();
      return;
    case "pause":
      await queue.pause({ by: "ana", atMs: 1, reason: null });
      return;
    case "resume":
      await queue.resume();
      return;
    default: {
      const id = pick(world.ids, step.at);
      if (!id) return;
      if (step.do === "cancel") await queue.cancel(id, "ana");
      else if (step.do === "retry") await queue.retry(id);
      else if (step.do === "run-now") await queue.runNow(id);
      else if (step.do === "postpone") await queue.reschedule(id, "+3600000");
      else if (step.do === "hasten") await queue.reschedule(id, "+0");
      else if (step.do === "raise") await queue.reprioritise(id, step.at % 10);
      else if ((await queue.forget(id)) === "forgotten") world.forgotten.add(id);
    }
  }
}

/** How often an id stands in the keys that say where a job is. */
async function placesOf({ redis, queue }: Engine): Promise<Map<string, string[]>> {
  const places = new Map<string, string[]>();
  const note = (id: string, place: string) => places.set(id, [...(places.get(id) ?? []), place]);
  const dropped = new Set(await redis.smembers(`${queue.tag}:dropped`));
  for (let level = 0; level <= 9; level++)
    for (const entry of await redis.lrange(`${queue.tag}:ready:${level}`, 0, "-1"))
      if (!dropped.has(entry)) note(entry.slice(0, 26), "ready");
  for (const state of ["scheduled", "running", "succeeded", "failed", "cancelled"])
    for (const entry of await redis.zrange(`${queue.tag}:${state}`, 0, "-1"))
      note(entry.slice(0, 26), state);
  return places;
}

describe("whatever happens, in whatever order", () => {
  it("every job is in exactly one state, none is lost, and the counts are right", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const engine = await openEngine();
        const world: World = { ids: [], forgotten: new Set(), held: [], old: [] };
        for (const step of steps) await take(engine, world, step);

        const places = await placesOf(engine);
        const alive = world.ids.filter((id) => !world.forgotten.has(id));
        const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0]));
        for (const id of alive) {
          const state = await engine.stateOf(id);
          expect(places.get(id), `places of ${id}`).toEqual([state]);
          counts[state!]!++;
        }
        expect(places.size).toBe(alive.length);
        expect(await engine.reads.counts()).toEqual(counts);
      }),
      { numRuns: 300 },
    );
  });
});

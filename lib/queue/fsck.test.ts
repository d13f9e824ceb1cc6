import { describe, expect, it } from "vitest";
import { ackOf, type Engine, jobRecord, LEASE_MS, openEngine } from "../testing/engine.ts";
import { checkQueue } from "./fsck.ts";

const GHOST = "01JD3V5W3N8Q0M4R7T1B6C2X9Z";
const HOUR = "+3600000";

/** A queue with a job in each state, each of them asking for all there is. */
async function busyQueue() {
  const engine = await openEngine();
  const { queue, turn } = engine;
  const content = (key: string) => ({
    q: { key, onConflict: "reject" as const },
    c: { key: "crm", limit: 2 },
    r: { key: "api", limit: 9, perMs: 60_000 },
    x: { succeededMs: 60_000 },
  });
  const jobs = ["a", "b", "c", "d", "e"].map((key) => jobRecord({ content: content(key) }));
  await queue.enqueueMany(jobs);
  const later = jobRecord({ due: HOUR, content: content("f") });
  await queue.enqueue(later);
  const { claims } = await turn({ want: 2, leaseMs: LEASE_MS });
  await turn({ acks: [ackOf(claims[0]!, { detail: "1" })], want: 3 });
  await queue.cancel(jobs[4]!.localId, "ana");
  return { engine, running: jobs[1]!.localId, succeeded: jobs[0]!.localId, parked: jobs[3]! };
}

/** What somebody did to Redis by hand, and how it is found. */
const DAMAGES: {
  what: string;
  finds: { invariant: string; key: string };
  damage(
    world: Awaited<ReturnType<typeof busyQueue>>,
    redis: Engine["redis"],
    tag: string,
  ): unknown;
}[] = [
  {
    what: "a key of somebody else",
    finds: { invariant: "I10", key: "mine" },
    damage: (_, redis, tag) => redis.set(`${tag}:mine`, "1"),
  },
  {
    what: "a key of another type",
    finds: { invariant: "I10", key: "wakes" },
    damage: async (_, redis, tag) => {
      await redis.del(`${tag}:wakes`);
      await redis.set(`${tag}:wakes`, "1");
    },
  },
  {
    what: "a running job without its lease",
    finds: { invariant: "I12", key: "jobs" },
    damage: ({ running }, redis, tag) => redis.zrem(`${tag}:running`, running),
  },
  {
    what: "a job in two places",
    finds: { invariant: "I12", key: "jobs" },
    damage: ({ running }, redis, tag) => redis.rpush(`${tag}:ready:5`, running),
  },
  {
    what: "a record that disagrees",
    finds: { invariant: "I12", key: "running" },
    damage: ({ running }, redis, tag) => redis.hset(`${tag}:state`, running, "w 1 0 0 - 0 0 -"),
  },
  {
    what: "a lease that nobody holds",
    finds: { invariant: "I11", key: "running" },
    damage: ({ running }, redis, tag) => redis.hset(`${tag}:state`, running, "r 1 0 0 - 0 0 -"),
  },
  {
    what: "an entry of a job that is gone",
    finds: { invariant: "I12", key: "scheduled" },
    damage: (_, redis, tag) => redis.zadd(`${tag}:scheduled`, 1, GHOST),
  },
  {
    what: "a tombstone without its entry",
    finds: { invariant: "I9", key: "dropped" },
    damage: (_, redis, tag) => redis.sadd(`${tag}:dropped`, GHOST),
  },
  {
    what: "a list that executors do not know of",
    finds: { invariant: "I9", key: "meta" },
    damage: async ({ engine }, redis, tag) => {
      await engine.queue.enqueue(jobRecord({ priority: 2 }));
      await redis.hdel(`${tag}:meta`, "tail:2");
    },
  },
  {
    what: "a job in the list of another priority",
    finds: { invariant: "I15", key: "ready:3" },
    damage: async ({ engine }, redis, tag) => {
      const job = jobRecord({ priority: 2 });
      await engine.queue.enqueue(job);
      await redis.rename(`${tag}:ready:2`, `${tag}:ready:3`);
    },
  },
  {
    what: "a unique key that a finished job holds",
    finds: { invariant: "I13", key: "unique:z" },
    damage: ({ succeeded }, redis, tag) => redis.set(`${tag}:unique:z`, succeeded),
  },
  {
    what: "a waiting job without its unique key",
    finds: { invariant: "I13", key: "unique:f" },
    damage: (_, redis, tag) => redis.del(`${tag}:unique:f`),
  },
  {
    what: "a slot that is never given back",
    finds: { invariant: "I14", key: "busy:crm" },
    damage: ({ succeeded }, redis, tag) => redis.sadd(`${tag}:busy:crm`, succeeded),
  },
  {
    what: "a job that runs without a slot",
    finds: { invariant: "I14", key: "busy:crm" },
    damage: ({ running }, redis, tag) => redis.srem(`${tag}:busy:crm`, running),
  },
  {
    what: "a line that nobody looks at again",
    finds: { invariant: "I14", key: "line:c:crm" },
    damage: (_, redis, tag) => redis.del(`${tag}:wakes`),
  },
  {
    what: "a parked job in no line",
    finds: { invariant: "I12", key: "parked" },
    damage: ({ parked }, redis, tag) => redis.zrem(`${tag}:line:c:crm`, parked.localId),
  },
  {
    what: "a result that outlived its job",
    finds: { invariant: "I10", key: "results" },
    damage: (_, redis, tag) => redis.hset(`${tag}:results`, GHOST, "1"),
  },
  {
    what: "a waiting job that retention would take",
    finds: { invariant: "I10", key: "expiring" },
    damage: ({ running }, redis, tag) => redis.zadd(`${tag}:expiring`, 1, running),
  },
  {
    what: "followers that will not be told",
    finds: { invariant: "I12", key: `followers:${GHOST}` },
    damage: (_, redis, tag) => redis.sadd(`${tag}:followers:${GHOST}`, `q~${GHOST}`),
  },
  {
    what: "a batch that has counted too much",
    finds: { invariant: "I9", key: `batch:${GHOST}` },
    damage: (_, redis, tag) => redis.hset(`${tag}:batch:${GHOST}`, { total: 1, succeeded: 2 }),
  },
];

describe("fsck", () => {
  it("finds nothing in a queue that was left alone", async () => {
    const { engine } = await busyQueue();
    expect(await checkQueue(engine.redis, engine.queue.tag)).toEqual([]);
  });

  it.each(DAMAGES)("finds $what", async ({ finds, damage }) => {
    const world = await busyQueue();
    const { redis, queue } = world.engine;
    await damage(world, redis, queue.tag);
    expect(await checkQueue(redis, queue.tag)).toContainEqual(expect.objectContaining(finds));
  });

  it("reads keys of more than a page", async () => {
    const { redis, queue } = await openEngine();
    for (let call = 0; call < 5; call++)
      await queue.enqueueMany(Array.from({ length: 500 }, () => jobRecord()));
    await queue.enqueueMany(Array.from({ length: 500 }, () => jobRecord({ due: HOUR })));
    expect(await checkQueue(redis, queue.tag)).toEqual([]);
    await redis.lpop(`${queue.tag}:ready:5`);
    expect(await checkQueue(redis, queue.tag)).toHaveLength(1);
  });
});

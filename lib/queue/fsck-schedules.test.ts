import { describe, expect, it } from "vitest";
import type { Engine } from "../testing/engine.ts";

import { FAR, PAST } from "../testing/instants.ts";
import { someSchedules } from "../testing/some-schedules.ts";
import { checkQueue } from "./fsck.ts";

const GHOST = "01JD3V5W3N8Q0M4R7T1B6C2X9Z";

/** What somebody did to Redis by hand, and where it is found. */
const DAMAGES: {
  what: string;
  finds: { invariant: string; key: string; subject?: string };
  damage(redis: Engine["redis"], tag: string): unknown;
}[] = [
  {
    what: "a run that its schedule does not know",
    finds: { invariant: "I12", key: "live:queued" },
    damage: (redis, tag) => redis.sadd(`${tag}:live:queued`, GHOST),
  },
  {
    what: "a run that its schedule forgot",
    finds: { invariant: "I12", key: "live:queued" },
    damage: (redis, tag) => redis.del(`${tag}:live:queued`),
  },
  {
    what: "an active schedule that will never fire",
    finds: { invariant: "I12", key: "due", subject: "nightly" },
    damage: (redis, tag) => redis.zrem(`${tag}:due`, "nightly"),
  },
  {
    what: "one that would fire at another time than it says",
    finds: { invariant: "I12", key: "due", subject: "nightly" },
    damage: (redis, tag) => redis.zadd(`${tag}:due`, FAR(2), "nightly"),
  },
  {
    what: "one without a next time",
    finds: { invariant: "I12", key: "due", subject: "nightly" },
    damage: async (redis, tag) => {
      await redis.hset(`${tag}:schedule:nightly`, { next: "", nominal: "" });
      await redis.zrem(`${tag}:due`, "nightly");
    },
  },
  {
    what: "one that is due, but is not there",
    finds: { invariant: "I12", key: "due", subject: "lost" },
    damage: (redis, tag) => redis.zadd(`${tag}:due`, 1, "lost"),
  },
  {
    what: "one that is due before its run has ended",
    finds: { invariant: "I12", key: "due", subject: "after" },
    damage: (redis, tag) => redis.zadd(`${tag}:due`, 1, "after"),
  },
  {
    what: "one that waits for the end of a run that is gone",
    finds: { invariant: "I12", key: "schedule:after" },
    damage: (redis, tag) => redis.del(`${tag}:live:after`),
  },
  {
    what: "a schedule in error that is not tried again",
    finds: { invariant: "I12", key: "due", subject: "broken" },
    damage: (redis, tag) => redis.zrem(`${tag}:due`, "broken"),
  },
  {
    what: "a pause that will not end",
    finds: { invariant: "I12", key: "due", subject: "held" },
    damage: (redis, tag) => redis.zrem(`${tag}:due`, "held"),
  },
  {
    what: "a pause that ends too early",
    finds: { invariant: "I12", key: "due", subject: "held" },
    damage: (redis, tag) => redis.zadd(`${tag}:due`, FAR(2), "held"),
  },
  ...["stopped", "over", "gone"].map((id) => ({
    what: `a schedule that is ${id}, and is due`,
    finds: { invariant: "I12", key: "due", subject: id },
    damage: (redis: Engine["redis"], tag: string) => redis.zadd(`${tag}:due`, 1, id),
  })),
  {
    what: "one that has ended, and has a next time",
    finds: { invariant: "I12", key: "schedule:over" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:over`, { nominal: FAR(1), next: FAR(1) }),
  },
  {
    what: "a next time that was decided already",
    finds: { invariant: "I7", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, "watermark", FAR(1)),
  },
  {
    what: "one that would fire before its planned time",
    finds: { invariant: "I7", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, "nominal", FAR(2)),
  },
  {
    what: "one that is paused by nobody",
    finds: { invariant: "I12", key: "schedule:stopped" },
    damage: (redis, tag) => redis.hdel(`${tag}:schedule:stopped`, "pause"),
  },
  {
    what: "one in error without a problem",
    finds: { invariant: "I12", key: "schedule:broken" },
    damage: (redis, tag) => redis.hdel(`${tag}:schedule:broken`, "problem"),
  },
  {
    what: "a problem that was solved, and is still told",
    finds: { invariant: "I12", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, "problem", "no such zone"),
  },
  {
    what: "a time to skip that is past",
    finds: { invariant: "I7", key: "schedule:queued" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:queued`, "skips", `${PAST(3)} ana \n`),
  },
  {
    what: "too many times to skip",
    finds: { invariant: "I7", key: "schedule:nightly" },
    damage: (redis, tag) =>
      redis.hset(
        `${tag}:schedule:nightly`,
        "skips",
        Array.from({ length: 101 }, (_, k) => `${FAR(k + 2)} ana \n`).join(""),
      ),
  },
  {
    what: "a counter below nothing",
    finds: { invariant: "I9", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, "coalesced", -1),
  },
  {
    what: "one that has not ended with its limit",
    finds: { invariant: "I9", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, { limit: 2, fired: 2 }),
  },
  {
    what: "planned times that nobody will fire",
    finds: { invariant: "I7", key: "pending:queued" },
    damage: (redis, tag) => redis.del(`${tag}:live:queued`),
  },
  ...["stopped", "gone", "lost"].map((id) => ({
    what: `planned times that wait for a schedule that is ${id}`,
    finds: { invariant: "I7", key: `pending:${id}` },
    damage: async (redis: Engine["redis"], tag: string) => {
      await redis.sadd(`${tag}:live:${id}`, GHOST);
      await redis.rpush(`${tag}:pending:${id}`, `${GHOST} ${PAST(9)} 0`);
    },
  })),
  {
    what: "a planned time that waits twice",
    finds: { invariant: "I7", key: "pending:queued" },
    damage: (redis, tag) => redis.rpush(`${tag}:pending:queued`, `${GHOST} ${PAST(2)} 0`),
  },
  {
    what: "more planned times waiting than a schedule may have",
    finds: { invariant: "I7", key: "pending:queued" },
    damage: (redis, tag) =>
      redis.rpush(
        `${tag}:pending:queued`,
        ...Array.from({ length: 1_000 }, (_, k) => `${GHOST} ${PAST(k + 10)} 0`),
      ),
  },
];

describe("fsck of schedules", () => {
  it("finds nothing where all is well", async () => {
    const { redis, queue, scheduleReads } = await someSchedules();
    const states = [...(await scheduleReads.list()), ...(await scheduleReads.list("cancelled"))];
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      nightly: "active",
      queued: "active",
      after: "active",
      held: "paused",
      stopped: "paused",
      broken: "error",
      over: "ended",
      gone: "cancelled",
    });
    expect(await checkQueue(redis, queue.tag)).toEqual([]);
  });

  it.each(DAMAGES)("finds $what", async ({ finds, damage }) => {
    const { redis, queue } = await someSchedules();
    await damage(redis, queue.tag);
    expect(await checkQueue(redis, queue.tag)).toContainEqual(expect.objectContaining(finds));
  });
});

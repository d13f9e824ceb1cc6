import { describe, expect, it } from "vitest";
import type { Engine } from "../testing/engine.ts";
import { someSchedules } from "../testing/some-schedules.ts";
import { checkQueue } from "./fsck.ts";

/** What somebody did to Redis by hand, and where it is found. */
const DAMAGES: {
  what: string;
  finds: { invariant: string; key: string; subject?: string };
  damage(redis: Engine["redis"], tag: string): unknown;
}[] = [
  {
    what: "a schedule in no state",
    finds: { invariant: "I12", key: "schedule:nightly" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:nightly`, "state", "waiting"),
  },
  {
    what: "a schedule that no list shows",
    finds: { invariant: "I10", key: "schedules", subject: "nightly" },
    damage: (redis, tag) => redis.zrem(`${tag}:schedules`, "nightly"),
  },
  {
    what: "a cancelled schedule that is listed as one that lives",
    finds: { invariant: "I10", key: "schedules", subject: "gone" },
    damage: (redis, tag) => redis.zadd(`${tag}:schedules`, 1, "gone"),
  },
  {
    what: "a schedule that is listed, but is not there",
    finds: { invariant: "I10", key: "schedules", subject: "lost" },
    damage: (redis, tag) => redis.zadd(`${tag}:schedules`, 1, "lost"),
  },
  {
    what: "a schedule that lives, but was buried",
    finds: { invariant: "I10", key: "tombstones", subject: "nightly" },
    damage: (redis, tag) => redis.zadd(`${tag}:tombstones`, 1, "nightly"),
  },
  {
    what: "a cancelled schedule that nobody can find",
    finds: { invariant: "I10", key: "tombstones", subject: "gone" },
    damage: (redis, tag) => redis.zrem(`${tag}:tombstones`, "gone"),
  },
  {
    what: "a cancelled schedule that is gone too early",
    finds: { invariant: "I10", key: "tombstones", subject: "gone" },
    damage: (redis, tag) => redis.del(`${tag}:schedule:gone`),
  },
  {
    what: "a generation that another has",
    finds: { invariant: "I7", key: "schedule:queued" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:queued`, "generation", 1),
  },
  {
    what: "a generation that none has had yet",
    finds: { invariant: "I7", key: "schedule:queued" },
    damage: (redis, tag) => redis.hset(`${tag}:schedule:queued`, "generation", 99),
  },
  ...["ledger", "revisions"].map((kind) => ({
    what: `the ${kind} of no schedule`,
    finds: { invariant: "I10", key: `${kind}:lost` },
    damage: (redis: Engine["redis"], tag: string) => redis.rpush(`${tag}:${kind}:lost`, "{}"),
  })),
  {
    what: "a ledger without an end",
    finds: { invariant: "I10", key: "ledger:queued" },
    damage: (redis, tag) =>
      redis.rpush(`${tag}:ledger:queued`, ...Array.from({ length: 500 }, () => "{}")),
  },
  {
    what: "a revision that was not written down",
    finds: { invariant: "I9", key: "revisions:nightly" },
    damage: (redis, tag) => redis.hincrby(`${tag}:schedule:nightly`, "revision", 1),
  },
  ...["schedule", "revisions"].map((kind) => ({
    what: `a ${kind} that Redis will remove though the schedule lives`,
    finds: { invariant: "I10", key: `${kind}:nightly` },
    damage: (redis: Engine["redis"], tag: string) => redis.expire(`${tag}:${kind}:nightly`, 9_999),
  })),
  ...["schedule", "revisions"].map((kind) => ({
    what: `a ${kind} that is kept for ever though the schedule was cancelled`,
    finds: { invariant: "I10", key: `${kind}:gone` },
    damage: (redis: Engine["redis"], tag: string) => redis.persist(`${tag}:${kind}:gone`),
  })),
];

describe("fsck of the lists and histories of schedules", () => {
  it.each(DAMAGES)("finds $what", async ({ finds, damage }) => {
    const { redis, queue } = await someSchedules();
    await damage(redis, queue.tag);
    expect(await checkQueue(redis, queue.tag)).toContainEqual(expect.objectContaining(finds));
  });

  it("says nothing of a tombstone that has served its time", async () => {
    const { redis, queue } = await someSchedules();
    await redis.zadd(`${queue.tag}:tombstones`, 1, "long-gone");
    expect(await checkQueue(redis, queue.tag)).toEqual([]);
  });
});

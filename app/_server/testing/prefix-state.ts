import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

type Read = (redis: Redis, key: string) => Promise<unknown>;

const READS: Record<string, Read> = {
  string: (redis, key) => redis.get(key),
  hash: async (redis, key) => Object.entries(await redis.hgetall(key)).toSorted(byName),
  set: async (redis, key) => (await redis.smembers(key)).toSorted(),
  zset: (redis, key) => redis.zrange(key, "0", "-1", "WITHSCORES"),
  list: (redis, key) => redis.lrange(key, 0, -1),
  stream: (redis, key) => redis.xrange(key, "-", "+"),
};

/** A digest of every key under a prefix, by its name; without those that match. How long a key is kept is not looked at. */
export async function stateOf(
  redis: Redis,
  prefix: string,
  leftOut: RegExp = /(?!)/,
): Promise<Record<string, string>> {
  const keys = (await keysOf(redis, prefix)).filter((key) => !leftOut.test(key)).toSorted();
  const digests = await Promise.all(
    keys.map(async (key) => {
      const value = await READS[await redis.type(key)]?.(redis, key);
      return [key, createHash("sha256").update(JSON.stringify(value)).digest("hex")];
    }),
  );
  return Object.fromEntries(digests) as Record<string, string>;
}

/** Of no queue, `{prefix}:…`, and of all of them, `{prefix:queue}:…`. */
export async function keysOf(redis: Redis, prefix: string): Promise<string[]> {
  const keys = new Set<string>();
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", `{${prefix}*`, "COUNT", 10_000);
    for (const key of found) keys.add(key);
    cursor = next;
  } while (cursor !== "0");
  return [...keys];
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);

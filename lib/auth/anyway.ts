import type { Redis } from "ioredis";
import { runScript, scriptOf } from "../redis/script.ts";

const HSET = scriptOf(`#!lua flags=allow-oom
return redis.call('HSET', KEYS[1], unpack(ARGV))
`);
const HINCRBY = scriptOf(`#!lua flags=allow-oom
return redis.call('HINCRBY', KEYS[1], unpack(ARGV))
`);
const XADD = scriptOf(`#!lua flags=allow-oom
return redis.call('XADD', KEYS[1], unpack(ARGV))
`);

type Args = (string | number)[];

/** As `setAnyway`: what is written of those who make room when Redis is full. */
export const hsetAnyway = async (redis: Redis, key: string, ...args: Args) =>
  void (await runScript(redis, HSET, key, args));

export const hincrbyAnyway = async (redis: Redis, key: string, field: string, by: number) =>
  void (await runScript(redis, HINCRBY, key, [field, by]));

export const xaddAnyway = async (redis: Redis, key: string, ...args: Args) =>
  void (await runScript(redis, XADD, key, args));

import type { Redis } from "ioredis";
import { runScript, scriptOf } from "../redis/script.ts";

const SET = scriptOf(`#!lua flags=allow-oom
return redis.call('SET', KEYS[1], unpack(ARGV))
`);
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

/**
 * Commands that a full Redis would refuse, for what must be written then, too: who makes room has to sign in, and what they do is
 * written down. For what is small, and expires or is held to a number.
 */
export const setAnyway = async (redis: Redis, key: string, ...args: Args) =>
  (await runScript(redis, SET, key, args)) as "OK" | null;

export const hsetAnyway = async (redis: Redis, key: string, ...args: Args) =>
  void (await runScript(redis, HSET, key, args));

export const hincrbyAnyway = async (redis: Redis, key: string, field: string, by: number) =>
  void (await runScript(redis, HINCRBY, key, [field, by]));

export const xaddAnyway = async (redis: Redis, key: string, ...args: Args) =>
  void (await runScript(redis, XADD, key, args));

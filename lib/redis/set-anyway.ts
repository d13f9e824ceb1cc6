import type { Redis } from "ioredis";
import { runScript, scriptOf } from "./script.ts";

const SET = scriptOf(`#!lua flags=allow-oom
return redis.call('SET', KEYS[1], unpack(ARGV))
`);

/**
 * SET, which a full Redis would refuse, for what must be written then, too: who makes room has to sign in, and has to be told before.
 * For what is small, and expires or is held to a number.
 */
export const setAnyway = async (redis: Redis, key: string, ...args: (string | number)[]) =>
  (await runScript(redis, SET, key, args)) as "OK" | null;

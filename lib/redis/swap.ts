import type { Redis } from "ioredis";
import { runScript, scriptOf } from "./script.ts";

/**
 * Puts another value into a field of a hash, unless somebody else has done so meanwhile. "" is a field that is not there.
 * When Redis is full, too: somebody may have to be kept out, or told.
 */
const SWAP = scriptOf(`#!lua flags=allow-oom
local key = KEYS[1]
local field, before, after = ARGV[1], ARGV[2], ARGV[3]
if (redis.call('HGET', key, field) or '') ~= before then return 'stale' end
if after == '' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, after) end
return 'done'
`);

export interface Swap {
  key: string;
  field: string;
  before: string;
  after: string;
}

export async function swap(
  redis: Redis,
  { key, field, before, after }: Swap,
): Promise<"done" | "stale"> {
  return (await runScript(redis, SWAP, key, [field, before, after])) as "done" | "stale";
}

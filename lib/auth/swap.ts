import type { Redis } from "ioredis";
import { runScript, scriptOf } from "../redis/script.ts";

/**
 * Puts another value into a field of a hash, unless somebody else has done so meanwhile ("" is a field that is not there). With
 * `keepsAdmin` also unless no other field would then be an enabled admin's. When Redis is full, too: somebody may have to be kept out.
 */
const SWAP = scriptOf(`#!lua flags=allow-oom
local key = KEYS[1]
local field, before, after, keepsAdmin = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if (redis.call('HGET', key, field) or '') ~= before then return 'stale' end
if keepsAdmin == '1' then
  local others = 0
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local user = cjson.decode(all[i + 1])
    if all[i] ~= field and user.role == 'admin' and not user.isDisabled then others = others + 1 end
  end
  if others == 0 then return 'last-admin' end
end
if after == '' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, after) end
return 'done'
`);

export interface Swap {
  key: string;
  field: string;
  before: string;
  after: string;
  keepsAdmin?: boolean;
}

export async function swap(
  redis: Redis,
  { key, field, before, after, keepsAdmin = false }: Swap,
): Promise<"done" | "stale" | "last-admin"> {
  const args = [field, before, after, keepsAdmin ? 1 : 0];
  return (await runScript(redis, SWAP, key, args)) as "done" | "stale" | "last-admin";
}

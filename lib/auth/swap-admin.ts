import type { Redis } from "ioredis";
import { runScript, scriptOf } from "../redis/script.ts";
import type { Swap } from "../redis/swap.ts";

/** As `swap`, unless no other field would then be an enabled admin's. */
const SWAP_ADMIN = scriptOf(`#!lua flags=allow-oom
local key = KEYS[1]
local field, before, after = ARGV[1], ARGV[2], ARGV[3]
if (redis.call('HGET', key, field) or '') ~= before then return 'stale' end
local others = 0
local all = redis.call('HGETALL', key)
for i = 1, #all, 2 do
  local user = cjson.decode(all[i + 1])
  if all[i] ~= field and user.role == 'admin' and not user.isDisabled then others = others + 1 end
end
if others == 0 then return 'last-admin' end
if after == '' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, after) end
return 'done'
`);

/** For the account of an admin who is to be one no more. */
export async function swapAdmin(
  redis: Redis,
  { key, field, before, after }: Swap,
): Promise<"done" | "stale" | "last-admin"> {
  const args = [field, before, after];
  return (await runScript(redis, SWAP_ADMIN, key, args)) as "done" | "stale" | "last-admin";
}

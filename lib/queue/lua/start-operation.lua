#!lua flags=allow-oom
-- start-operation: nothing → waiting, and the schedulers are woken. Operations beyond the newest 1,000, or older than 30 days, are forgotten.
-- allow-oom: to delete and to cancel many makes room.
-- KEYS: the registry's tag. ARGV: operation id, then the fields and values that say what it is to do.
-- Answers when it was created, ms; for an id that is known, when that was, and nothing is written.
local R = KEYS[1]
local id = ARGV[1]
local key = R .. ':operation:' .. id
local known = redis.call('HGET', key, 'created')
if known then return tonumber(known) end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)

redis.call('HSET', key, 'state', 'waiting', 'created', nowText, 'claim', 0, unpack(ARGV, 2))
redis.call('ZADD', R .. ':operations', nowText, id)
redis.call('ZADD', R .. ':operations:open', nowText, id)
redis.call('PUBLISH', R .. ':operations:started', id)

local surplus = math.min(100, redis.call('ZCARD', R .. ':operations') - 1000)
local old = surplus > 0 and redis.call('ZRANGE', R .. ':operations', 0, surplus - 1) or {}
for _, each in ipairs(redis.call('ZRANGE', R .. ':operations', '-inf', string.format('%.0f', now - 30 * 86400000), 'BYSCORE', 'LIMIT', 0, 100)) do
  old[#old + 1] = each
end
for _, each in ipairs(old) do
  if not redis.call('ZSCORE', R .. ':operations:open', each) then
    redis.call('ZREM', R .. ':operations', each)
    redis.call('UNLINK', R .. ':operation:' .. each)
  end
end
return now

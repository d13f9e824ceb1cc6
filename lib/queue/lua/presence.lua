#!lua flags=allow-oom
-- presence: a worker says that it is alive, and how it is; or, with an empty account, that it is gone for good.
-- KEYS: the registry's tag. ARGV: worker id, account (JSON or "").
-- Answers Redis' clock in ms. Workers silent for a day are forgotten.
local R = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] ~= '' then
  redis.call('ZADD', R .. ':workers', string.format('%.0f', now), ARGV[1])
  redis.call('HSET', R .. ':accounts', ARGV[1], ARGV[2])
end
local gone = redis.call('ZRANGE', R .. ':workers', '-inf', string.format('%.0f', now - 86400000), 'BYSCORE', 'LIMIT', 0, 100)
if ARGV[2] == '' then gone[#gone + 1] = ARGV[1] end
if #gone > 0 then
  redis.call('ZREM', R .. ':workers', unpack(gone))
  redis.call('HDEL', R .. ':accounts', unpack(gone))
end
return now

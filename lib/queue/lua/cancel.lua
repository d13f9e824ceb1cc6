#!lua flags=allow-oom
-- cancel: scheduled or ready → cancelled at once; running: asks its executor, which answers by an ack.
-- A ready job's list entry stays behind as a tombstone in `dropped`: removal from the middle of a list is O(n).
-- KEYS: the queue's tag. ARGV: local id, who asks.
-- Answers "missing", "final", "asked" or "cancelled".
local T = KEYS[1]
local id, by = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local record = redis.call('HGET', T .. ':state', id) or 'w 1 0 0 - 0 0 -'
local state, delivery, run = string.match(record, '^(%S+) (%S+) (%S+ %S+ %S+ %S+)')

if state == 'r' then
  local entry = id .. '|' .. delivery
  if redis.call('HSETNX', T .. ':cancelling', entry, by) == 1 then
    redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~running', id)
  end
  redis.call('SPUBLISH', T .. ':to:' .. string.match(run, '^%S+ %S+ (%S+)'), 'cancel ' .. entry)
  return 'asked'
end
if state ~= 'w' then return 'final' end

local entry = delivery == '1' and id or id .. '|' .. delivery
redis.call('HSET', T .. ':state', id, 'c ' .. delivery .. ' ' .. run .. ' ' .. nowText .. ' ' .. by)
redis.call('ZADD', T .. ':cancelled', nowText, id)
if redis.call('ZREM', T .. ':scheduled', entry) == 0 then redis.call('SADD', T .. ':dropped', entry) end
local schedule = string.match(envelope, '^%d %d+ (%S+)')
if schedule then redis.call('SREM', T .. ':live:' .. schedule, id) end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'cancelled', id)
return 'cancelled'

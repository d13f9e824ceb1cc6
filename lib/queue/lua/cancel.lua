#!lua flags=allow-oom
-- cancel: scheduled, ready or blocked → cancelled at once; running: asks its executor, which answers by an ack.
-- KEYS: the queue's tag. ARGV: local id, who asks.
-- Answers "missing", "final", "asked" or "cancelled".
local T = KEYS[1]
local id, by = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers removed

local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local record = redis.call('HGET', T .. ':state', id) or 'w 1 0 0 - 0 0 -'
local state, delivery, run = string.match(record, '^(%S+) (%S+) (%S+ %S+ %S+ %S+)')

local entry = delivery == '1' and id or id .. '|' .. delivery
if state == 'r' then
  if redis.call('HSETNX', T .. ':cancelling', entry, by) == 1 then
    redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~running', id)
  end
  redis.call('SPUBLISH', T .. ':to:' .. string.match(run, '^%S+ %S+ (%S+)'), 'cancel ' .. entry)
  return 'asked'
end
if state ~= 'w' and state ~= 'b' then return 'final' end

local header = string.match(envelope, '^[^\n]+')
redis.call('HSET', T .. ':state', id, 'c ' .. delivery .. ' ' .. run .. ' ' .. nowText .. ' ' .. by)
redis.call('ZADD', T .. ':cancelled', nowText, id)
if state == 'b' then
  redis.call('ZREM', T .. ':blocked', id)
else
  removed(entry, header)
end
ended(id, header, 'c')
tellFollowers({ id }, 'c')
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'cancelled', id)
return 'cancelled'

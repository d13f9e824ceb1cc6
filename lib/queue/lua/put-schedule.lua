#!lua
-- put-schedule: creates a schedule, or replaces its definition. A new or returning id takes a generation never used before.
-- Saving an identical definition writes nothing. With an empty watermark it moves to now: an edit never fires at once.
-- KEYS: the queue's tag.
-- ARGV: id, definition (JSON), "create" or "upsert", next nominal ms or "", next effective ms or "", who, anchor ms,
--   watermark ms or "".
-- Answers "unchanged", "exists", "created" or "updated".
local T = KEYS[1]
local id, definition, mode, nominal, effective, by, anchor = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local key = T .. ':schedule:' .. id
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

local state, before = unpack(redis.call('HMGET', key, 'state', 'definition'))
local alive = state and state ~= 'cancelled'
if alive and mode == 'create' then return 'exists' end
if alive and before == definition then return 'unchanged' end

if alive then
  redis.call('HINCRBY', key, 'revision', 1)
  if state ~= 'paused' then redis.call('HSET', key, 'state', effective == '' and 'ended' or 'active') end
else
  redis.call('UNLINK', key, T .. ':ledger:' .. id)
  local generation = redis.call('HINCRBY', T .. ':meta', 'generations', 1)
  redis.call('HSET', key, 'generation', generation, 'revision', 1, 'created', nowText, 'by', by, 'state', effective == '' and 'ended' or 'active')
end
redis.call('HSET', key, 'definition', definition, 'updated', nowText, 'anchor', anchor,
  'watermark', ARGV[8] == '' and nowText or ARGV[8], 'nominal', nominal, 'next', effective)
redis.call('HDEL', key, 'problem')
redis.call('ZADD', T .. ':schedules', 'NX', nowText, id)
if effective ~= '' and (not alive or state ~= 'paused') then
  local head = redis.call('ZRANGE', T .. ':due', 0, 0, 'WITHSCORES')[2]
  redis.call('ZADD', T .. ':due', effective, id)
  if not head or tonumber(effective) < tonumber(head) then redis.call('SPUBLISH', T .. ':due-sooner', effective) end
else
  redis.call('ZREM', T .. ':due', id)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return alive and 'updated' or 'created'

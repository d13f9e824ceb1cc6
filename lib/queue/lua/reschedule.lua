#!lua
-- reschedule: scheduled → scheduled, ready → scheduled: the job gets another time. A past one makes it ready at the next promotion.
-- A ready job goes on under its next delivery number, for its list entry stays behind as a tombstone.
-- KEYS: the queue's tag. ARGV: local id, due ("+ms" from now, else ms UTC).
-- Answers "missing", "rescheduled", or "started" when it waits no more.
local T = KEYS[1]
local id, due = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
--@ removed
local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local delivery, rest = string.match(redis.call('HGET', T .. ':state', id) or 'w 1 0 0 - 0 0 -', '^w (%S+) (.+)$')
if not delivery then return 'started' end

local dueMs = string.sub(due, 1, 1) == '+' and now + tonumber(due) or tonumber(due)
local header = string.match(envelope, '^[^\n]+')
local priority, schedule = string.sub(header, 1, 1), string.match(header, '^%d %d+ ([a-z0-9]%S*)')
local score = string.format('%.0f', dueMs * 16 + 9 - priority)
local entry = delivery == '1' and id or id .. '|' .. delivery
local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
if removed(entry, header) then
  redis.call('ZADD', T .. ':scheduled', score, entry)
else
  local nextDelivery = string.format('%.0f', delivery + 1)
  redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' ' .. rest)
  redis.call('ZADD', T .. ':scheduled', score, id .. '|' .. nextDelivery)
end
-- The header of a schedule's run holds its planned time, which does not change.
if not schedule then
  local tokens = string.match(header, '^%d %d+( .+)$') or ''
  redis.call('HSET', T .. ':jobs', id, priority .. ' ' .. string.format('%.0f', dueMs) .. tokens .. string.sub(envelope, #header + 1))
end
if not head or tonumber(score) < tonumber(head) then redis.call('SPUBLISH', T .. ':due-sooner', string.format('%.0f', dueMs)) end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'scheduled', id)
return 'rescheduled'

#!lua
-- reprioritise: moves no job to another state; a waiting one gets another priority. A ready job goes to the end of the list
-- of its new priority under its next delivery number, for its old entry stays behind as a tombstone.
-- KEYS: the queue's tag. ARGV: local id, priority.
-- Answers "missing", "reprioritised", "unchanged", or "started" when it waits no more.
local T = KEYS[1]
local id, priority = ARGV[1], ARGV[2]
--@ removed
local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local delivery, rest = string.match(redis.call('HGET', T .. ':state', id) or 'w 1 0 0 - 0 0 -', '^w (%S+) (.+)$')
if not delivery then return 'started' end
if string.sub(envelope, 1, 1) == priority then return 'unchanged' end

local entry = delivery == '1' and id or id .. '|' .. delivery
local score = removed(entry, string.match(envelope, '^[^\n]+'))
redis.call('HSET', T .. ':jobs', id, priority .. string.sub(envelope, 2))
if score then
  local dueMs = math.floor(score / 16)
  redis.call('ZADD', T .. ':scheduled', string.format('%.0f', dueMs * 16 + 9 - priority), entry)
else
  local nextDelivery = string.format('%.0f', delivery + 1)
  redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' ' .. rest)
  redis.call('RPUSH', T .. ':ready:' .. priority, id .. '|' .. nextDelivery)
  redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', score and '~scheduled' or '~ready', id)
return 'reprioritised'

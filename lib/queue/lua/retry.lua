#!lua
-- retry: failed or cancelled → ready, with its failures and losses forgotten and its attempts kept on record.
-- KEYS: the queue's tag. ARGV: local id.
-- Answers "missing", "retried", or the letter of the state that cannot be retried (w, r, s).
local T = KEYS[1]
local id = ARGV[1]
local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local state, delivery = string.match(redis.call('HGET', T .. ':state', id) or 'w 1', '^(%S+) (%S+)')
if state ~= 'f' and state ~= 'c' then return state end

local priority, schedule = string.match(envelope, '^(%d)'), string.match(envelope, '^%d %d+ (%S+)')
local nextDelivery = string.format('%.0f', delivery + 1)
redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' 0 0 - 0 0 -')
redis.call('RPUSH', T .. ':ready:' .. priority, id .. '|' .. nextDelivery)
redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
redis.call('ZREM', T .. (state == 'f' and ':failed' or ':cancelled'), id)
if schedule then redis.call('SADD', T .. ':live:' .. schedule, id) end
for _, executor in ipairs(redis.call('SPOP', T .. ':idle', 1)) do
  redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake')
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', id)
return 'retried'

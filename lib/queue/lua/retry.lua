#!lua flags=allow-oom
-- retry: failed or cancelled → ready, with its failures and losses forgotten and its attempts kept on record.
-- KEYS: the queue's tag. ARGV: local id.
-- Its unique key must be free, and is held again; its batch, which has counted it, does not count it a second time.
-- Answers "missing", "retried", "held" when another job holds its unique key, or the letter of the state that cannot be retried (w, r, s).
local T = KEYS[1]
local id = ARGV[1]
--@ wake
local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local state, delivery = string.match(redis.call('HGET', T .. ':state', id) or 'w 1', '^(%S+) (%S+)')
if state ~= 'f' and state ~= 'c' then return state end

local priority, header = string.sub(envelope, 1, 1), string.match(envelope, '^[^\n]+')
local schedule, unique = string.match(header, '^%d %d+ ([a-z0-9]%S*)'), string.match(header, ' u=%d+,(%S+)')
if unique then
  local holder = redis.call('GET', T .. ':unique:' .. unique)
  if holder and holder ~= id and redis.call('HEXISTS', T .. ':jobs', holder) == 1 then return 'held' end
  redis.call('SET', T .. ':unique:' .. unique, id)
end
if string.find(header, ' b=', 1, true) then
  redis.call('HSET', T .. ':jobs', id, string.gsub(header, ' b=%S+', '') .. string.sub(envelope, #header + 1))
end
redis.call('ZREM', T .. ':expiring', id)
local nextDelivery = string.format('%.0f', delivery + 1)
redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' 0 0 - 0 0 -')
redis.call('RPUSH', T .. ':ready:' .. priority, id .. '|' .. nextDelivery)
redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
redis.call('ZREM', T .. (state == 'f' and ':failed' or ':cancelled'), id)
if schedule then redis.call('SADD', T .. ':live:' .. schedule, id) end
wake(1)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', id)
return 'retried'

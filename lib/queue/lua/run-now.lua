#!lua flags=allow-oom
-- run-now: scheduled → ready, before its time because somebody asked.
-- KEYS: the queue's tag. ARGV: local id.
-- Answers "missing", "ready", or "unscheduled" when it does not wait for a time.
local T = KEYS[1]
local id = ARGV[1]
--@ wake
local envelope = redis.call('HGET', T .. ':jobs', id)
if not envelope then return 'missing' end
local delivery = string.match(redis.call('HGET', T .. ':state', id) or 'w 1', '^w (%S+)')
local entry = delivery == '1' and id or id .. '|' .. (delivery or '')
if not redis.call('ZSCORE', T .. ':scheduled', entry) then return 'unscheduled' end

local priority = string.match(envelope, '^(%d)')
redis.call('RPUSH', T .. ':ready:' .. priority, entry)
redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
redis.call('ZREM', T .. ':scheduled', entry)
wake(1)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', id)
return 'ready'

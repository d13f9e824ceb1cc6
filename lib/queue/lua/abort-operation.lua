#!lua flags=allow-oom
-- abort-operation: waiting or running → aborted. The step that is under way ends, and none follows.
-- KEYS: the registry's tag. ARGV: operation id, who.
-- Answers "missing", "aborted", or the state that cannot be aborted.
local R = KEYS[1]
local id = ARGV[1]
local key = R .. ':operation:' .. id
local state = redis.call('HGET', key, 'state')
if not state then return 'missing' end
if state ~= 'waiting' and state ~= 'running' then return state end
local time = redis.call('TIME')
redis.call('HSET', key, 'state', 'aborted', 'abortedBy', ARGV[2], 'finished', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
redis.call('ZREM', R .. ':operations:open', id)
redis.call('PEXPIRE', key, 30 * 86400000)
return 'aborted'

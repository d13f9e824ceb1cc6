#!lua flags=allow-oom
-- pause-schedule: active or in error → paused. Ready runs are left alone.
-- KEYS: the queue's tag. ARGV: schedule id, the pause (JSON: by, at, reason).
-- Answers "missing", "paused", or the state that cannot be paused.
local T = KEYS[1]
local key = T .. ':schedule:' .. ARGV[1]
local state = redis.call('HGET', key, 'state')
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'active' and state ~= 'error' then return state end
redis.call('HSET', key, 'state', 'paused', 'pause', ARGV[2])
redis.call('ZREM', T .. ':due', ARGV[1])
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', ARGV[1])
return 'paused'

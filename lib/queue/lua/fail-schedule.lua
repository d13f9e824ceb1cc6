#!lua
-- fail-schedule: active → error, when its next time could not be computed. It stays due, a little later, and is tried again.
-- KEYS: the queue's tag. ARGV: schedule id, generation, revision, the problem in words, when to try again (ms).
-- Answers "error" or "stale".
local T = KEYS[1]
local id = ARGV[1]
local key = T .. ':schedule:' .. id
local state, generation, revision = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision'))
if (state ~= 'active' and state ~= 'error') or generation ~= ARGV[2] or revision ~= ARGV[3] then return 'stale' end
redis.call('HSET', key, 'state', 'error', 'problem', ARGV[4])
redis.call('ZADD', T .. ':due', ARGV[5], id)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'error'

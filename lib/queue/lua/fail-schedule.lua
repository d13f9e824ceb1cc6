#!lua
-- fail-schedule: active → error, when its next time could not be computed. It stays due, a little later, and is tried again.
-- A paused one that could not be resumed at its end stays paused, and is tried again too.
-- KEYS: the queue's tag. ARGV: schedule id, generation, revision, the due score that was peeked, the problem in words, when to try again (ms).
-- Answers "error" or "stale".
local T = KEYS[1]
local id = ARGV[1]
local key = T .. ':schedule:' .. id
local state, generation, revision = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision'))
if generation ~= ARGV[2] or revision ~= ARGV[3] then return 'stale' end
if state ~= 'active' and state ~= 'error' and state ~= 'paused' then return 'stale' end
-- Another score is another's decision, or a pause that was made since: it is not to be looked at again any sooner.
local due = redis.call('ZSCORE', T .. ':due', id)
if not due or tonumber(due) ~= tonumber(ARGV[4]) then return 'stale' end
redis.call('HSET', key, 'problem', ARGV[5])
if state == 'active' then redis.call('HSET', key, 'state', 'error') end
redis.call('ZADD', T .. ':due', ARGV[6], id)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'error'

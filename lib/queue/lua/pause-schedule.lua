#!lua flags=allow-oom
-- pause-schedule: active, in error or paused → paused. Ready runs are left alone; planned times that wait for a run to end are decided as paused.
-- With an end it stays due, at that end, for a scheduler to resume it.
-- KEYS: the queue's tag. ARGV: schedule id, the pause (JSON: by, atMs, reason, untilMs), when it ends by itself (ms or ""), the
--   members of its ledger lines (from a comma on, or "").
-- Answers "missing", "paused", or the state that cannot be paused.
local T = KEYS[1]
local id, untilMs = ARGV[1], ARGV[3]
local key = T .. ':schedule:' .. id
local state = redis.call('HGET', key, 'state')
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'active' and state ~= 'error' and state ~= 'paused' then return state end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs

redis.call('HSET', key, 'state', 'paused', 'pause', ARGV[2], 'catchUp', '')
redis.call('HDEL', key, 'problem')
redis.call('ZREM', T .. ':due', id)
if untilMs ~= '' then
  redis.call('ZADD', T .. ':due', untilMs, id)
  redis.call('SPUBLISH', T .. ':due-sooner', untilMs)
end
dropPending(id, 'paused', ARGV[4])
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'paused'

#!lua
-- trigger: makes a run of a schedule now, beside its plan: nothing → ready. Works while paused; touches no watermark,
-- next time or limit. Idempotent: a job id that exists is left alone.
-- KEYS: the queue's tag. ARGV: schedule id, local job id, priority, body (JSON).
-- Answers "missing" or "triggered".
local T = KEYS[1]
local id, job, priority, body = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local key = T .. ':schedule:' .. id
local state = redis.call('HGET', key, 'state')
if not state or state == 'cancelled' then return 'missing' end
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

if redis.call('HSETNX', T .. ':jobs', job, priority .. ' 0 ' .. id .. '\n' .. body) == 0 then return 'triggered' end
redis.call('RPUSH', T .. ':ready:' .. priority, job)
redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
redis.call('SADD', T .. ':live:' .. id, job)
redis.call('HSET', key, 'lastJob', job, 'lastPlanned', '', 'lastFired', nowText)
for _, executor in ipairs(redis.call('SPOP', T .. ':idle', 1)) do
  redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake')
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', job, 'schedule', id)
return 'triggered'

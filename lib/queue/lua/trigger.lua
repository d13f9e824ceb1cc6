#!lua
-- trigger: makes a run of a schedule now, beside its plan: nothing → ready. Works while paused; touches no watermark,
-- next time or limit. Idempotent: a job id that exists is left alone.
-- KEYS: the queue's tag. ARGV: schedule id, local job id, head (the priority, then tokens of the header), body (JSON).
-- Answers "missing" or "triggered".
local T = KEYS[1]
local id, job, head, body = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local priority = string.sub(head, 1, 1)
local key = T .. ':schedule:' .. id
local state = redis.call('HGET', key, 'state')
if not state or state == 'cancelled' then return 'missing' end
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
--@ wake

if redis.call('HSETNX', T .. ':jobs', job, priority .. ' 0 ' .. id .. string.sub(head, 2) .. '\n' .. body) == 0 then return 'triggered' end
redis.call('RPUSH', T .. ':ready:' .. priority, job)
redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
redis.call('SADD', T .. ':live:' .. id, job)
redis.call('HSET', key, 'lastJob', job, 'lastPlanned', '', 'lastFired', nowText)
wake(1)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', job, 'schedule', id)
return 'triggered'

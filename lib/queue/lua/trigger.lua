#!lua
-- trigger: makes a run of a schedule now, beside its plan: nothing → ready. Works while paused; touches no watermark,
-- next time or limit. Idempotent: a job id that exists is left alone.
-- KEYS: the queue's tag. ARGV: schedule id, local job id, the members of its ledger line (from a comma on).
-- Answers "missing" or "triggered".
local T = KEYS[1]
local id, job, more = ARGV[1], ARGV[2], ARGV[3]
local key = T .. ':schedule:' .. id
local state, head, body = unpack(redis.call('HMGET', key, 'state', 'head', 'body'))
if not state or state == 'cancelled' then return 'missing' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs

if not makeRun(id, job, '0', head, body) then return 'triggered' end
pushRuns()
redis.call('HSET', key, newestRun(job, '0'))
redis.call('HINCRBY', key, 'triggered', 1)
keepLedger(id, { ledgerLine(nowText, 'triggered', ',"j":"' .. job .. '"' .. more) })
wake(1)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', job, 'schedule', id)
return 'triggered'

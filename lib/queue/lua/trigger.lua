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
if redis.call('HEXISTS', T .. ':jobs', job) == 1 then return 'triggered' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs

makeRun(id, job, '0', head, body)
redis.call('HINCRBY', key, 'triggered', 1)
keepLedger(id, { ledgerLine(nowText, 'triggered', ',"j":"' .. job .. '"' .. more) })
wake(1)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', job, 'schedule', id)
return 'triggered'

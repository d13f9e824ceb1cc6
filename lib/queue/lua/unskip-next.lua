#!lua flags=allow-oom
-- unskip-next: takes back a skip that was decided ahead of its time: the planned time is the next again, and those that were skipped after
-- it are noted once more. A compare-and-set on generation, revision and watermark.
-- KEYS: the queue's tag.
-- ARGV: schedule id, generation, revision, old watermark, the planned time, new watermark, effective ms, how many are no longer decided, their
--   ledger lines (JSON lines joined by "\n"), notes of those after it (lines "ms who reason" or "").
-- Answers "missing", "stale", "past" when its time has come, "taken back", or the state in which nothing is planned.
local T = KEYS[1]
local id, planned, effective = ARGV[1], ARGV[5], ARGV[7]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers removed overlap

local schedule = scheduleOf(id)
local state = schedule.state
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'active' and state ~= 'ended' then return state end
if schedule.generation ~= ARGV[2] or schedule.revision ~= ARGV[3] or schedule.watermark ~= ARGV[4] then return 'stale' end
if tonumber(planned) <= now then return 'past' end
for line in string.gmatch(ARGV[9], '[^\n]+') do redis.call('LREM', T .. ':ledger:' .. id, 1, line) end
redis.call('HINCRBY', schedule.key, 'skipped', '-' .. ARGV[8])
change(schedule, 'watermark', ARGV[6])
change(schedule, 'skips', ARGV[10] .. schedule.skips)
planNext(schedule, planned, effective)
keepDue()
redis.call('SPUBLISH', T .. ':due-sooner', effective)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'taken back'

#!lua flags=allow-oom
-- skip-next: decides the next planned time as skipped, and moves on to the one after it. A compare-and-set on generation, revision and watermark.
-- KEYS: the queue's tag.
-- ARGV: schedule id, generation, revision, old watermark, the planned time, next nominal ms or "", next effective ms or "", counters,
--   ledger (JSON lines joined by "\n").
-- Answers "missing", "stale", "skipped", or the state in which nothing is planned.
local T = KEYS[1]
local id, planned, nominal, effective = ARGV[1], ARGV[5], ARGV[6], ARGV[7]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs skips ended followers removed overlap

local schedule = scheduleOf(id)
local state = schedule.state
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'active' then return state end
if schedule.generation ~= ARGV[2] or schedule.revision ~= ARGV[3] or schedule.watermark ~= ARGV[4] then return 'stale' end
local ledger = {}
for line in string.gmatch(ARGV[9], '[^\n]+') do ledger[#ledger + 1] = line end
change(schedule, 'watermark', planned)
change(schedule, 'skips', notesAfter(schedule.skips, planned))
for name, count in string.gmatch(ARGV[8], '(%S+) (%S+)') do redis.call('HINCRBY', schedule.key, name, count) end
planNext(schedule, nominal, effective)
keepDue()
keepLedger(id, ledger)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'skipped'

#!lua flags=allow-oom
-- resume-schedule: paused → active. What passed meanwhile is counted as paused, or some of it is fired late: nothing → ready.
-- A compare-and-set on generation, revision and watermark, from which the caller computed the rest.
-- KEYS: the queue's tag.
-- ARGV: schedule id, generation, revision, old watermark, new watermark, next nominal ms or "", next effective ms or "", counters
--   ("name n name n"), ledger (JSON lines joined by "\n" or ""), when the pause ends by itself (ms, for a
--   scheduler that ends it: another end by now is somebody's wish; or ""), then per fire: local id, planned ms, how many it stands for
--   besides itself.
-- Answers "missing", "resumed", "stale", or the state that cannot be resumed.
local T = KEYS[1]
local id, nominal, effective = ARGV[1], ARGV[6], ARGV[7]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs skips ended followers removed overlap

local schedule = scheduleOf(id)
local state, watermark = schedule.state, schedule.watermark
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'paused' then return state end
if schedule.generation ~= ARGV[2] or schedule.revision ~= ARGV[3] or watermark ~= ARGV[4] then return 'stale' end
if ARGV[10] ~= '' and tonumber(redis.call('ZSCORE', T .. ':due', id) or 0) ~= tonumber(ARGV[10]) then return 'stale' end
local ledger, fires = {}, {}
for line in string.gmatch(ARGV[9], '[^\n]+') do ledger[#ledger + 1] = line end
for i = 11, #ARGV do fires[i - 10] = ARGV[i] end
redis.call('HSET', schedule.key, 'state', 'active', 'failuresInRow', 0)
redis.call('HDEL', schedule.key, 'pause', 'problem')
local made, decided = startRuns(schedule, fires, ledger)
pushRuns()
local newWatermark, counters = ARGV[5], ARGV[8]
if decided ~= (fires[#fires - 1] or decided) then
  newWatermark = decided or watermark
  counters = counters .. dropBeyond(newWatermark, ledger)
end
change(schedule, 'watermark', newWatermark)
change(schedule, 'skips', notesAfter(schedule.skips, newWatermark))
for name, count in string.gmatch(counters, '(%S+) (%S+)') do redis.call('HINCRBY', schedule.key, name, count) end
planNext(schedule, nominal, effective)
keepDue()
if effective ~= '' then redis.call('SPUBLISH', T .. ':due-sooner', effective) end
keepLedger(id, ledger)
if #made > 0 then wake(#made) end
tell(#made > 0 and { 'schedule', id, 'ready', table.concat(made, ' ') } or { 'schedule', id })
return 'resumed'

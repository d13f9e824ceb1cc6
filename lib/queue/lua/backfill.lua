#!lua flags=allow-oom
-- backfill: makes runs of planned times that are past, up to 100 a call, beside the plan: nothing → ready.
-- Of runs that were let in as a whole. Touches no watermark, next time or limit. Idempotent: a run that exists is left alone.
-- KEYS: the queue's tag. ARGV: schedule id, generation, revision, head, body (JSON, without a start deadline: it is long over), the
--   members of its ledger lines (from a comma on), then per run: local id, planned ms.
-- Answers "missing", "stale" when it was changed since it was read, or the ids that were made.
local T = KEYS[1]
local id, generation, revision, head, body, more = unpack(ARGV, 1, 6)
local key = T .. ':schedule:' .. id
local state, itsGeneration, itsRevision = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision'))
if not state or state == 'cancelled' then return 'missing' end
if itsGeneration ~= generation or itsRevision ~= revision then return 'stale' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs

local made, lines, newest = {}, {}, nil
for i = 7, #ARGV, 2 do
  local job, planned = ARGV[i], ARGV[i + 1]
  if makeRun(id, job, planned, head, body) then
    made[#made + 1] = job
    newest = planned
    lines[#lines + 1] = ledgerLine(planned, 'backfilled', ',"j":"' .. job .. '"' .. more)
  end
end
if #made == 0 then return made end
pushRuns()
redis.call('HSET', key, newestRun(made[#made], newest))
redis.call('HINCRBY', key, 'backfilled', #made)
keepLedger(id, lines)
wake(#made)
tell({ 'ready', table.concat(made, ' '), 'schedule', id })
return made

#!lua
-- fire: decides the due times of up to 100 schedules once, by compare-and-set: nothing → ready for what fires.
-- Proceeds with one only if it is active (or in error, which this heals), generation, revision and due score are the ones peeked,
-- the time has come and the same times are to be skipped; else somebody was first and it is a no-op. Any number of schedulers is safe,
-- and so is a re-sent call.
-- KEYS: the queue's tag.
-- ARGV: how many schedules, then of each: id, generation, revision, expected score, watermark, next nominal ms or "", next effective
--   ms or "", counters ("name n name n"), ledger (JSON lines joined by "\n" or ""), times that were decided as skipped ("ms ms"), catch-up ("until
--   capped" or ""), how many fires, then per fire: local id, planned ms, how many it stands for besides itself.
-- Answers {now ms, how many schedules were decided, how many jobs were made}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs skips ended followers removed overlap

local made, changed = {}, {}

-- Somebody was told that a time will be skipped, or will not, after this was decided.
local function skipsHaveChanged(skips, decided, fires)
  local noted = notedIn(skips)
  for planned in string.gmatch(decided, '%S+') do
    if not noted[planned] then return true end
  end
  for i = 2, #fires, 3 do
    if noted[fires[i]] then return true end
  end
  return false
end

local function fireOne(at, fires)
  local id, generation, revision, score, watermark, nominal, effective, counters, lines = unpack(ARGV, at, at + 8)
  local key = T .. ':schedule:' .. id
  local state, itsGeneration, itsRevision, itsWatermark, skips = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'skips'))
  local due = redis.call('ZSCORE', T .. ':due', id)
  if (state ~= 'active' and state ~= 'error') or itsGeneration ~= generation or itsRevision ~= revision or not due then return end
  if tonumber(due) ~= tonumber(score) or now < tonumber(due) or tonumber(watermark) <= tonumber(itsWatermark) then return end
  if skipsHaveChanged(skips or '', ARGV[at + 9], fires) then return end

  local ledger = {}
  for line in string.gmatch(lines, '[^\n]+') do ledger[#ledger + 1] = line end
  local jobs, _, decided = startRuns(id, fires, ledger)
  if decided ~= (fires[#fires - 1] or decided) then
    watermark = decided or itsWatermark
    counters = counters .. dropBeyond(watermark, ledger)
  end
  redis.call('HSET', key, 'watermark', watermark, 'skips', notesAfter(skips or '', watermark), 'catchUp', ARGV[at + 10])
  if state == 'error' then redis.call('HDEL', key, 'problem') end
  for name, count in string.gmatch(counters, '(%S+) (%S+)') do redis.call('HINCRBY', key, name, count) end
  planNext(id, nominal, effective)
  keepLedger(id, ledger)
  for _, job in ipairs(jobs) do made[#made + 1] = job end
  changed[#changed + 1] = id
end

local at = 2
for _ = 1, tonumber(ARGV[1]) do
  local count, fires = tonumber(ARGV[at + 11]) * 3, {}
  for i = 1, count do fires[i] = ARGV[at + 11 + i] end
  fireOne(at, fires)
  at = at + 12 + count
end
if #changed > 0 then
  local event = { 'schedule', table.concat(changed, ' ') }
  if #made > 0 then
    wake(#made)
    event[3] = 'ready'
    event[4] = table.concat(made, ' ')
  end
  tell(event)
end
return { now, #changed, #made }

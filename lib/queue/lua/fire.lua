#!lua
-- fire: decides the due times of up to 50 schedules once, by compare-and-set: nothing → ready for what fires.
-- Proceeds with one only if it is active (or in error, which this heals), generation, revision and due score are the ones peeked,
-- the time has come and the same times are to be skipped; else somebody was first and it is a no-op. Any number of schedulers is safe,
-- and so is a re-sent call.
-- KEYS: the queue's tag.
-- ARGV: per schedule, joined by tabs, which are in none of them: id, generation, revision, expected score, watermark, next nominal ms or "",
--   next effective ms or "", counters ("name n name n"), ledger (JSON lines joined by "\n" or ""), times that were decided as skipped
--   ("ms ms"), catch-up ("until capped" or ""), its fires ("id ms n id ms n": local id, planned ms, how many it stands for besides itself).
-- Answers {now ms, how many schedules were decided, how many jobs were made, when the next is due or ""}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake runs skips ended followers removed overlap

local made, changed = {}, {}

-- Somebody was told that a time will be skipped, or will not, after this was decided.
local function skipsHaveChanged(skips, decided, fires)
  if skips == '' and decided == '' then return false end
  local noted = notedIn(skips)
  for planned in string.gmatch(decided, '%S+') do
    if not noted[planned] then return true end
  end
  for i = 2, #fires, 3 do
    if noted[fires[i]] then return true end
  end
  return false
end

local PLAN = '^' .. string.rep('([^\t]*)\t', 11) .. '([^\t]*)$'

local function planOf(text)
  local id, generation, revision, score, watermark, nominal, effective, counters, lines, skipped, catchUp, runs = string.match(text, PLAN)
  local plan = { id = id, generation = generation, revision = revision, score = score, watermark = watermark, nominal = nominal, effective = effective,
    counters = counters, ledger = {}, skipped = skipped, catchUp = catchUp, fires = {} }
  if lines ~= '' then
    for line in string.gmatch(lines, '[^\n]+') do plan.ledger[#plan.ledger + 1] = line end
  end
  for field in string.gmatch(runs, '%S+') do plan.fires[#plan.fires + 1] = field end
  return plan
end

-- The schedule of a plan, if it is as it was peeked. due: its score by now.
local function unchanged(plan, due)
  if not due or tonumber(due) ~= tonumber(plan.score) or now < tonumber(due) then return end
  local schedule = scheduleOf(plan.id)
  if (schedule.state ~= 'active' and schedule.state ~= 'error') or schedule.generation ~= plan.generation or schedule.revision ~= plan.revision then return end
  if tonumber(plan.watermark) <= tonumber(schedule.watermark) or skipsHaveChanged(schedule.skips, plan.skipped, plan.fires) then return end
  return schedule
end

local plans, ids = {}, {}
for i, text in ipairs(ARGV) do
  plans[i] = planOf(text)
  ids[i] = plans[i].id
end
local dues = #ids > 0 and redis.call('ZMSCORE', T .. ':due', unpack(ids)) or {}

local jobs = {}
for i, plan in ipairs(plans) do
  plan.schedule = unchanged(plan, dues[i])
  if plan.schedule then
    for at = 1, #plan.fires, 3 do jobs[#jobs + 1] = plan.fires[at] end
  end
end
lookUp(jobs)

-- First the runs of all, then what moves their schedules on: a call that stops half-way loses none.
for _, plan in ipairs(plans) do
  -- To stop runs takes long: the rest stays due, as if somebody else were at it.
  if stops >= 25 then plan.schedule = nil end
  if plan.schedule then
    local runs, newest = startRuns(plan.schedule, plan.fires, plan.ledger)
    for _, job in ipairs(runs) do made[#made + 1] = job end
    -- At the limit the rest of the fires are not: the schedule has ended before they were planned.
    if newest ~= (plan.fires[#plan.fires - 1] or newest) then
      plan.watermark = newest or plan.schedule.watermark
      plan.counters = plan.counters .. dropBeyond(plan.watermark, plan.ledger)
    end
  end
end
pushRuns()
for _, plan in ipairs(plans) do
  local schedule = plan.schedule
  if schedule then
    change(schedule, 'watermark', plan.watermark)
    change(schedule, 'catchUp', plan.catchUp)
    if schedule.skips ~= '' then change(schedule, 'skips', notesAfter(schedule.skips, plan.watermark)) end
    if schedule.state == 'error' then redis.call('HDEL', schedule.key, 'problem') end
    if plan.counters ~= '' then
      for name, count in string.gmatch(plan.counters, '(%S+) (%S+)') do redis.call('HINCRBY', schedule.key, name, count) end
    end
    planNext(schedule, plan.nominal, plan.effective)
    keepLedger(plan.id, plan.ledger)
    changed[#changed + 1] = plan.id
  end
end
keepDue()
if #changed > 0 then
  local event = { 'schedule', table.concat(changed, ' ') }
  if #made > 0 then
    wake(#made)
    event[3] = 'ready'
    event[4] = table.concat(made, ' ')
  end
  tell(event)
end
return { now, #changed, #made, redis.call('ZRANGE', T .. ':due', 0, 0, 'WITHSCORES')[2] or '' }

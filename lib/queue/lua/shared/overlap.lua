-- How many runs were asked to stop in this call.
local stops = 0

-- Asks the runs of a schedule to stop that are alive, up to 50 of them: those that wait are cancelled, those that run are told. There is
-- one, unless somebody has triggered or backfilled more. Needs T, now, nowText.
local function stopRuns(schedule)
  local stopped = {}
  for _, job in ipairs(redis.call('SRANDMEMBER', T .. ':live:' .. schedule, 50)) do
    stops = stops + 1
    local record = redis.call('HGET', T .. ':state', job) or 'w 1 0 0 - 0 0 -'
    local letter, delivery, run = string.match(record, '^(%S+) (%S+) (%S+ %S+ %S+ %S+)')
    local entry = delivery == '1' and job or job .. '|' .. delivery
    if letter == 'r' then
      redis.call('HSETNX', T .. ':cancelling', entry, 'schedule%20' .. schedule)
      redis.call('SPUBLISH', T .. ':to:' .. string.match(run, '^%S+ %S+ (%S+)'), 'cancel ' .. entry)
    elseif letter == 'w' then
      redis.call('HSET', T .. ':state', job, 'c ' .. delivery .. ' ' .. run .. ' ' .. nowText .. ' schedule%20' .. schedule)
      redis.call('ZADD', T .. ':cancelled', nowText, job)
      local header = string.match(redis.call('HGET', T .. ':jobs', job), '^[^\n]+')
      removed(entry, header)
      ended(job, header, 'c')
      stopped[#stopped + 1] = job
    end
  end
  if #stopped == 0 then return end
  tellFollowers(stopped, 'c')
  redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'cancelled', table.concat(stopped, ' '))
end

-- A schedule as far as its fires go by it. `changes`: fields and values that planNext writes. Needs T.
local function scheduleOf(id)
  local key = T .. ':schedule:' .. id
  local found = redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'skips', 'overlap', 'limit', 'delay', 'ends', 'head', 'body', 'fired')
  return {
    id = id, key = key, changes = {}, state = found[1], generation = found[2], revision = found[3], watermark = found[4],
    skips = found[5] or '', overlap = found[6], limit = tonumber(found[7]), delay = tonumber(found[8]), ends = found[9], head = found[10], body = found[11],
    fired = tonumber(found[12]) or 0,
  }
end

local function change(schedule, field, value)
  local changes = schedule.changes
  local n = #changes
  changes[n + 1], changes[n + 2] = field, value
end

-- Whether it has fired as often as it may, those included that wait for a run to end. more: fires that are not counted yet.
local function isSpent(schedule, more)
  if not schedule.limit then return false end
  return schedule.fired + more + redis.call('LLEN', T .. ':pending:' .. schedule.id) >= schedule.limit
end

-- Fires planned times by the schedule's rule for overlaps: each is made a run (which pushRuns completes), waits, or is skipped. Stops
-- at the limit. fires: flat triples of local id, planned ms, how many it stands for besides itself. Answers the runs made, and the
-- newest planned time it has decided (nil for none).
local function startRuns(schedule, fires, lines)
  local id, overlap = schedule.id, schedule.overlap
  local live, pending = T .. ':live:' .. id, T .. ':pending:' .. id
  local isQueueing = overlap ~= 'allow' and overlap ~= 'skip'
  local made, fired, skipped, newest, decided = {}, 0, 0, nil, nil
  for i = 1, #fires, 3 do
    local job, planned, coalesced = fires[i], fires[i + 1], fires[i + 2]
    if isSpent(schedule, fired) then break end
    decided = planned
    -- One that was backfilled before has its run, whatever else is alive, and is not stopped by itself.
    if overlap == 'cancelRunning' and not isJob(job) then
      if #made > 0 then pushRuns() end
      stopRuns(id)
      -- The end of the last of them may have fired what waited.
      schedule.fired = tonumber(redis.call('HGET', schedule.key, 'fired')) or 0
    end
    local isFree = overlap == 'allow' or (redis.call('SCARD', live) == 0 and not (isQueueing and redis.call('LLEN', pending) > 0))
    if isFree or isJob(job) then
      local body = coalesced == '0' and schedule.body or string.sub(schedule.body, 1, -2) .. ',"k":' .. coalesced .. '}'
      if makeRun(id, job, planned, schedule.head, body) then made[#made + 1] = job end
      fired, newest = fired + 1, { job = job, planned = planned }
      lines[#lines + 1] = ledgerLine(planned, 'fired', ',"j":"' .. job .. '"')
    elseif isQueueing and redis.call('LLEN', pending) < (overlap == 'queueAll' and 1000 or 1) then
      redis.call('RPUSH', pending, job .. ' ' .. planned .. ' ' .. coalesced)
    else
      skipped = skipped + 1
      local alive = redis.call('SRANDMEMBER', live)
      lines[#lines + 1] = ledgerLine(planned, 'overlap-skipped', alive and ',"b":"' .. alive .. '"')
    end
  end
  if fired > 0 then
    schedule.fired = schedule.fired + fired
    change(schedule, 'fired', schedule.fired)
    local run = { newestRun(newest.job, newest.planned) }
    for i = 1, #run, 2 do change(schedule, run[i], run[i + 1]) end
  end
  if skipped > 0 then redis.call('HINCRBY', schedule.key, 'overlapSkipped', skipped) end
  return made, decided
end

-- At its limit a schedule has ended: what lies beyond the last time that was decided was never planned. Takes it out of the lines, and
-- answers what it was counted as, to be taken back.
local function dropBeyond(decided, lines)
  local counters = ''
  for i = #lines, 1, -1 do
    if tonumber(string.match(lines[i], '"p":(%d+)')) > tonumber(decided) then
      local name = string.gsub(string.match(lines[i], '"o":"([%a-]+)"'), '-(%a)', string.upper)
      counters = counters .. ' ' .. name .. ' -' .. (string.match(lines[i], '"n":(%d+)') or '1')
      table.remove(lines, i)
    end
  end
  return counters
end

-- Schedules that are due again, as ZADD takes them: `keepDue` writes them.
local dueAgain = {}

local function keepDue()
  if #dueAgain > 0 then redis.call('ZADD', T .. ':due', unpack(dueAgain)) end
  dueAgain = {}
end

-- Writes where a schedule stands once its due times are decided: due again (`keepDue` completes that), awaiting the end of its run, or
-- ended.
local function planNext(schedule, nominal, effective)
  local id, ends = schedule.id, tonumber(schedule.ends)
  -- What is counted from a time that was skipped knows nothing of the end.
  local isPastEnd = nominal ~= '' and ends and tonumber(nominal) > ends
  local isOver = isPastEnd or isSpent(schedule, 0) or (effective == '' and not schedule.delay)
  if isOver then nominal, effective = '', '' end
  change(schedule, 'state', isOver and 'ended' or 'active')
  change(schedule, 'nominal', nominal)
  change(schedule, 'next', effective)
  redis.call('HSET', schedule.key, unpack(schedule.changes))
  if effective ~= '' then
    dueAgain[#dueAgain + 1] = effective
    dueAgain[#dueAgain + 1] = id
  else
    redis.call('ZREM', T .. ':due', id)
    if not isOver and redis.call('SCARD', T .. ':live:' .. id) == 0 then planAfterRun(id, schedule.delay, schedule.ends) end
  end
end

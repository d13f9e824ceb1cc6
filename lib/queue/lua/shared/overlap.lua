-- Asks every run of a schedule to stop that is alive: those that wait are cancelled, those that run are told. Needs T, now, nowText.
local function stopRuns(schedule)
  local stopped = {}
  for _, job in ipairs(redis.call('SMEMBERS', T .. ':live:' .. schedule)) do
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

-- Fires planned times by the schedule's rule for overlaps: each is made ready, waits, or is skipped. Stops at the limit.
-- fires: flat triples of local id, planned ms, how many it stands for besides itself. Answers the runs made, the number skipped,
-- and the newest planned time it has decided (nil for none).
local function startRuns(schedule, fires, lines)
  local key, live, pending = T .. ':schedule:' .. schedule, T .. ':live:' .. schedule, T .. ':pending:' .. schedule
  local overlap, limit, head, body = unpack(redis.call('HMGET', key, 'overlap', 'limit', 'head', 'body'))
  limit = tonumber(limit)
  local made, skipped, decided = {}, 0, nil
  for i = 1, #fires, 3 do
    local job, planned, coalesced = fires[i], fires[i + 1], fires[i + 2]
    if limit and tonumber(redis.call('HGET', key, 'fired') or 0) + redis.call('LLEN', pending) >= limit then break end
    decided = planned
    -- One that was backfilled before has its run, whatever else is alive, and is not stopped by itself.
    local isMade = redis.call('HEXISTS', T .. ':jobs', job) == 1
    if overlap == 'cancelRunning' and not isMade then stopRuns(schedule) end
    if isMade or overlap == 'allow' or (redis.call('SCARD', live) == 0 and redis.call('LLEN', pending) == 0) then
      local isNew = makeRun(schedule, job, planned, head, coalesced == '0' and body or string.sub(body, 1, -2) .. ',"k":' .. coalesced .. '}')
      redis.call('HINCRBY', key, 'fired', 1)
      if isNew then made[#made + 1] = job end
      lines[#lines + 1] = ledgerLine(planned, 'fired', ',"j":"' .. job .. '"')
    elseif overlap ~= 'skip' and redis.call('LLEN', pending) < (overlap == 'queueAll' and 1000 or 1) then
      redis.call('RPUSH', pending, job .. ' ' .. planned .. ' ' .. coalesced)
    else
      skipped = skipped + 1
      local alive = redis.call('SRANDMEMBER', live)
      lines[#lines + 1] = ledgerLine(planned, 'overlap-skipped', alive and ',"b":"' .. alive .. '"')
    end
  end
  if skipped > 0 then redis.call('HINCRBY', key, 'overlapSkipped', skipped) end
  return made, skipped, decided
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

-- Where a schedule stands once its due times are decided: due again, awaiting the end of its run, or ended.
local function planNext(schedule, nominal, effective)
  local key = T .. ':schedule:' .. schedule
  local limit, delay, ends, fired = unpack(redis.call('HMGET', key, 'limit', 'delay', 'ends', 'fired'))
  local isSpent = limit and limit ~= '' and tonumber(fired or 0) + redis.call('LLEN', T .. ':pending:' .. schedule) >= tonumber(limit)
  local isAfterRun = delay and delay ~= ''
  redis.call('HSET', key, 'state', 'active', 'nominal', nominal, 'next', effective)
  redis.call('ZREM', T .. ':due', schedule)
  -- What is counted from a time that was skipped knows nothing of the end.
  local isOver = nominal ~= '' and ends and ends ~= '' and tonumber(nominal) > tonumber(ends)
  if isOver or isSpent or (effective == '' and not isAfterRun) then
    redis.call('HSET', key, 'state', 'ended', 'nominal', '', 'next', '')
  elseif effective ~= '' then
    redis.call('ZADD', T .. ':due', effective, schedule)
  elseif redis.call('SCARD', T .. ':live:' .. schedule) == 0 then
    planAfterRun(schedule, delay, ends)
  end
end

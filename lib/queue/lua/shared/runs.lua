-- How many planned times that waited have been fired by the ends of runs in this call.
local pendingFired = 0

-- Runs that were made in this call, and are not written yet: in no ready list, by priority, and ids with their records.
local unpushed, unwritten = {}, {}

-- Whether jobs are there: those of many runs are looked up at once. Nothing removes a job in the scripts that make runs.
local isThere = {}

local function lookUp(jobs)
  if #jobs == 0 then return end
  for i, record in ipairs(redis.call('HMGET', T .. ':jobs', unpack(jobs))) do isThere[jobs[i]] = record ~= false end
end

local function isJob(job)
  if isThere[job] == nil then isThere[job] = redis.call('HEXISTS', T .. ':jobs', job) == 1 end
  return isThere[job]
end

-- Makes a run of a schedule; `pushRuns` completes it: nothing → ready. planned: its planned time, "0" for a run beside the plan.
-- Answers false when it is there: a planned time that was backfilled before it was decided has its run. Needs T.
local function makeRun(schedule, job, planned, head, body)
  if isJob(job) then return false end
  isThere[job] = true
  local priority = string.sub(head, 1, 1)
  unwritten[#unwritten + 1] = job
  unwritten[#unwritten + 1] = priority .. ' ' .. planned .. ' ' .. schedule .. string.sub(head, 2) .. '\n' .. body
  redis.call('SADD', T .. ':live:' .. schedule, job)
  local runs = unpushed[priority]
  if runs then runs[#runs + 1] = job else unpushed[priority] = { job } end
  return true
end

-- The id may have been that of a backfilled run that was cancelled in its list, or moved from it, and removed since: what is left in
-- the list, and says that such entries are no jobs, would hide this one for ever. Three moves are more than anybody has made.
local function clearLeft(job)
  local left = { job, job .. '|2', job .. '|3' }
  if redis.call('SREM', T .. ':dropped', unpack(left)) == 0 then return end
  for level = 0, 9 do
    for _, entry in ipairs(left) do redis.call('LREM', T .. ':ready:' .. level, 0, entry) end
  end
end

-- All records go together, and those of one priority. Whoever looks at a run of this call first calls this.
local function pushRuns()
  if #unwritten == 0 then return end
  if redis.call('EXISTS', T .. ':dropped') == 1 then
    for i = 1, #unwritten, 2 do clearLeft(unwritten[i]) end
  end
  redis.call('HSET', T .. ':jobs', unpack(unwritten))
  for priority, runs in pairs(unpushed) do
    redis.call('RPUSH', T .. ':ready:' .. priority, unpack(runs))
    redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, #runs)
  end
  unpushed, unwritten = {}, {}
end

-- The fields by which a schedule knows its newest run. Needs nowText.
local function newestRun(job, planned)
  return 'lastJob', job, 'lastPlanned', planned == '0' and '' or planned, 'lastFired', nowText
end

-- A line of the ledger as JSON: what became of a planned time. more: further members, from a comma on.
local function ledgerLine(planned, outcome, more)
  return '{"p":' .. planned .. ',"d":' .. nowText .. ',"o":"' .. outcome .. '"' .. (more or '') .. '}'
end

-- The ledger keeps the newest 500.
local function keepLedger(schedule, lines)
  if #lines == 0 then return end
  local kept = redis.call('LPUSH', T .. ':ledger:' .. schedule, unpack(lines, math.max(1, #lines - 499)))
  if kept > 500 then redis.call('LTRIM', T .. ':ledger:' .. schedule, 0, 499) end
end

-- Decides the planned times that wait for a run to end: as paused or as cancelled. more: as of a line of the ledger.
local function dropPending(schedule, outcome, more)
  local pending = redis.call('LRANGE', T .. ':pending:' .. schedule, 0, -1)
  if #pending == 0 then return end
  local lines = {}
  for i, entry in ipairs(pending) do lines[i] = ledgerLine(string.match(entry, '^%S+ (%S+)'), outcome, more) end
  redis.call('UNLINK', T .. ':pending:' .. schedule)
  redis.call('HINCRBY', T .. ':schedule:' .. schedule, outcome, #pending)
  keepLedger(schedule, lines)
end

-- Fires the planned time that waited for a schedule's last run to end. Answers whether there was one.
local function firePending(schedule)
  local entry = redis.call('LPOP', T .. ':pending:' .. schedule)
  if not entry then return false end
  local key = T .. ':schedule:' .. schedule
  local job, planned, coalesced = string.match(entry, '^(%S+) (%S+) (%S+)')
  local head, body = unpack(redis.call('HMGET', key, 'head', 'body'))
  if coalesced ~= '0' then body = string.sub(body, 1, -2) .. ',"k":' .. coalesced .. '}' end
  redis.call('HINCRBY', key, 'fired', 1)
  keepLedger(schedule, { ledgerLine(planned, 'fired', ',"j":"' .. job .. '"') })
  if not makeRun(schedule, job, planned, head, body) then return firePending(schedule) end
  pushRuns()
  redis.call('HSET', key, newestRun(job, planned))
  pendingFired = pendingFired + 1
  for _, executor in ipairs(redis.call('SPOP', T .. ':idle', 1)) do redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake') end
  redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', schedule, 'ready', job)
  return true
end

-- Gives a schedule that is planned after each run its next time: a delay from now, and not before its start. Ends it when that is past its end.
local function planAfterRun(schedule, delay, ends)
  local key = T .. ':schedule:' .. schedule
  local watermark, starts = unpack(redis.call('HMGET', key, 'watermark', 'starts'))
  local planned = math.max(now + tonumber(delay), tonumber(starts) or 0)
  local text = string.format('%.0f', planned)
  if ends and ends ~= '' and planned > tonumber(ends) then
    redis.call('HSET', key, 'state', 'ended', 'nominal', '', 'next', '')
    return
  end
  -- A clock that was turned back would plan before what is decided already, and never fire.
  if planned <= tonumber(watermark) then redis.call('HSET', key, 'watermark', string.format('%.0f', planned - 1)) end
  redis.call('HSET', key, 'nominal', text, 'next', text)
  redis.call('ZADD', T .. ':due', text, schedule)
  redis.call('SPUBLISH', T .. ':due-sooner', text)
end

-- What the end of a run means to its schedule: failures in a row may pause it, and when no run is alive any more, the planned time
-- that waits is fired, or the next is planned. letter: how the run ended, s, f or c. Needs T, now, nowText.
local function runEnded(schedule, letter)
  local key = T .. ':schedule:' .. schedule
  local state, inRow, mostFailures, delay, nextAt, ends = unpack(redis.call('HMGET', key, 'state', 'failuresInRow', 'pauseAfter', 'delay', 'next', 'ends'))
  if not state or state == 'cancelled' then return end
  if letter == 's' and inRow and inRow ~= '0' then redis.call('HSET', key, 'failuresInRow', 0) end
  if letter == 'f' then
    local failures = redis.call('HINCRBY', key, 'failuresInRow', 1)
    if (state == 'active' or state == 'error') and mostFailures and mostFailures ~= '' and failures >= tonumber(mostFailures) then
      local reason = failures == 1 and 'a run has failed' or failures .. ' runs in a row have failed'
      redis.call('HDEL', key, 'problem')
      redis.call('HSET', key, 'state', 'paused', 'catchUp', '', 'pause', '{"by":"carillon","atMs":' .. nowText .. ',"reason":"' .. reason .. '","untilMs":null}')
      redis.call('ZREM', T .. ':due', schedule)
      dropPending(schedule, 'paused', ',"r":"' .. reason .. '"')
      redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', schedule)
      return
    end
  end
  if state == 'paused' then return end
  -- Nearly always nothing waits for the end of a run: then it need not be known whether others are alive.
  local isAwaited = state == 'active' and delay and delay ~= '' and nextAt == ''
  if not isAwaited and redis.call('EXISTS', T .. ':pending:' .. schedule) == 0 then return end
  if redis.call('SCARD', T .. ':live:' .. schedule) > 0 or firePending(schedule) then return end
  if isAwaited then
    planAfterRun(schedule, delay, ends)
    redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', schedule)
  end
end

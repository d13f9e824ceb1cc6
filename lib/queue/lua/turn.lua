#!lua flags=allow-oom
-- turn: running → succeeded, failed, cancelled, scheduled or ready (acks), then ready → running (claim up to `want`),
-- in one round trip. allow-oom: what runs must be able to finish when memory is short.
-- Fenced: an ack counts only while its entry is in `running`; else it is answered as lost and changes nothing.
-- Idempotent by (channel, sequence): a re-sent call processes no ack again and answers the same claim.
-- A job whose concurrency key has no slot or whose rate is used up is parked in its key's line instead of claimed.
-- KEYS: the queue's tag.
-- ARGV: executor, channel, sequence, want (≤ 350; -1 for one that stops), lease ms, numbers of groups, results, runs and acks (all jobs
--   ≤ 350, runs and those of the last kind counted fivefold), then
--   per group (plain successes: the first delivery, nothing in the header but priority, due and schedule; claimed at one time):
--     claimed ms, how many, their ids;
--   per result of a plain success: id, result (JSON);
--   per plain success that is the run of a schedule: id, schedule;
--   per ack: entry, "outcome delivery failures losses worker claimedMs" (s succeeded, f failed, c cancelled, l released),
--     ms until the next attempt or "-", the header, result or attempt (JSON, may be "").
-- Answers {now ms, lost entries, claimed entries, their envelopes, "failures losses" of those that are not bare ids, 1 when more is ready}.
local T = KEYS[1]
local executor, channel, sequence, want, leaseMs = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local groups, plainResults, plainRuns, acks = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local ID = 26 -- a ULID's length: an entry is the bare id the first time, then the id, a bar and the delivery number
local LARGE = 16384 -- a result beyond it has a key of its own: it would weigh on every rehash of the hash
local MOST_LOOKED_AT = 1000 -- entries a claim goes through, those it parks or drops included
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers freed wake limits

local memory = T .. ':claim:' .. executor .. '/' .. channel
local previous = redis.call('GET', memory)
local lost, event = {}, {}

if previous and string.match(previous, '^%d+') == sequence then
  local claimed, envelopes, tries = {}, {}, {}
  for entry in string.gmatch(string.sub(previous, #sequence + 2), '%S+') do
    local id = string.sub(entry, 1, ID)
    if redis.call('ZSCORE', T .. ':running', entry) then
      claimed[#claimed + 1] = entry
      envelopes[#envelopes + 1] = redis.call('HGET', T .. ':jobs', id)
      if #entry > ID then tries[#tries + 1] = string.match(redis.call('HGET', T .. ':state', id), '^%S+ %S+ (%S+ %S+)') end
    end
  end
  return { now, lost, claimed, envelopes, tries, 1 }
end

local queue = redis.call('HMGET', T .. ':meta', 'paused', 'tail:9', 'tail:8', 'tail:7', 'tail:6', 'tail:5', 'tail:4', 'tail:3', 'tail:2', 'tail:1', 'tail:0',
  'pausedUntil', 'mostRunning', 'rateLimit', 'ratePerMs')
local cancelling = redis.call('HLEN', T .. ':cancelling') > 0
local freedJobs = 0

-- Plain successes: no step of one differs from that of another, so they go through Redis together.
if groups > 0 then
  local at, ids, claimedMs = 10, {}, {}
  for _ = 1, groups do
    local record, size = 's 1 0 0 ' .. executor .. ' ' .. ARGV[at] .. ' ' .. nowText .. ' -', tonumber(ARGV[at + 1])
    for i = at + 2, at + 1 + size do
      ids[#ids + 1] = ARGV[i]
      claimedMs[#claimedMs + 1] = record
    end
    at = at + 2 + size
  end
  local leases = redis.call('ZMSCORE', T .. ':running', unpack(ids))
  local states, index, done, n, gone = {}, {}, ids, #ids, false
  for i = 1, n do
    if not leases[i] then gone = true end
  end
  if gone then
    done = {}
    local records = {}
    for i, id in ipairs(ids) do
      if leases[i] then
        done[#done + 1] = id
        records[#records + 1] = claimedMs[i]
      else
        lost[#lost + 1] = id
      end
    end
    claimedMs, n = records, #done
  end
  if n > 0 then
    for i = 1, n do
      local j = i + i
      states[j - 1] = done[i]
      states[j] = claimedMs[i]
      index[j - 1] = nowText
      index[j] = done[i]
    end
    redis.call('HSET', T .. ':state', unpack(states))
    redis.call('ZADD', T .. ':succeeded', unpack(index))
    if cancelling then redis.call('HDEL', T .. ':cancelling', unpack(done)) end
    local isLost, small = {}, {}
    for _, id in ipairs(lost) do isLost[id] = true end
    for i = at, at + plainResults * 2 - 2, 2 do
      local id, text = ARGV[i], ARGV[i + 1]
      if #text > LARGE then
        if not isLost[id] then redis.call('SET', T .. ':result:' .. id, text) end
      elseif not isLost[id] then
        small[#small + 1] = id
        small[#small + 1] = text
      end
    end
    if #small > 0 then redis.call('HSET', T .. ':results', unpack(small)) end
    local firstRun = at + plainResults * 2
    for i = firstRun, firstRun + plainRuns * 2 - 2, 2 do
      if not isLost[ARGV[i]] then leftBy(ARGV[i], ARGV[i + 1], 's') end
    end
    tellFollowers(done, 's')
    redis.call('ZREM', T .. ':running', unpack(done))
    event[1] = 'succeeded'
    event[2] = table.concat(done, ' ')
  end
  acks = { first = at + (plainResults + plainRuns) * 2, n = acks }
else
  acks = { first = 10, n = acks }
end

if acks.n > 0 then
  local entries = {}
  for i = 0, acks.n - 1 do entries[i + 1] = ARGV[acks.first + i * 5] end
  local leases = redis.call('ZMSCORE', T .. ':running', unpack(entries))
  local asked = cancelling and redis.call('HMGET', T .. ':cancelling', unpack(entries)) or {}
  local names = { s = 'succeeded', f = 'failed', c = 'cancelled', later = 'scheduled', ready = 'ready' }
  local went = { s = {}, f = {}, c = {}, later = {}, ready = {} }
  local sooner = false
  for i, entry in ipairs(entries) do
    if not leases[i] then
      lost[#lost + 1] = entry
    else
      local at = acks.first + (i - 1) * 5
      local record, delay, header, detail = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
      local outcome, run, id = string.sub(record, 1, 1), string.sub(record, 3), string.sub(entry, 1, ID)
      local priority = string.sub(header, 1, 1)
      local by = asked[i]
      if outcome ~= 's' and by then outcome = 'c' end
      if detail ~= '' then
        if outcome == 's' and #detail > LARGE then
          redis.call('SET', T .. ':result:' .. id, detail)
        elseif outcome == 's' then
          redis.call('HSET', T .. ':results', id, detail)
        else
          redis.call('RPUSH', T .. ':attempts:' .. id, detail)
          redis.call('LTRIM', T .. ':attempts:' .. id, -100, -1)
        end
      end
      local isOver = outcome == 's' or outcome == 'c' or (outcome == 'f' and delay == '-')
      if isOver then
        redis.call('HSET', T .. ':state', id, outcome .. ' ' .. run .. ' ' .. nowText .. ' ' .. (outcome == 'c' and by or '-'))
        redis.call('ZADD', T .. ':' .. names[outcome], nowText, id)
        ended(id, header, outcome)
        table.insert(went[outcome], id)
      else
        local delivery, counts = string.match(run, '^(%d+) (.+)$')
        local nextDelivery = string.format('%.0f', delivery + 1)
        local again = id .. '|' .. nextDelivery
        redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' ' .. counts .. ' 0 -')
        if outcome == 'f' then
          local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
          local score = (now + tonumber(delay)) * 16 + 9 - priority
          redis.call('ZADD', T .. ':scheduled', string.format('%.0f', score), again)
          sooner = sooner or not head or score < tonumber(head)
          table.insert(went.later, id)
        else
          redis.call('LPUSH', T .. ':ready:' .. priority, again)
          queue[11 - priority] = redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 0)
          table.insert(went.ready, id)
        end
      end
      if cancelling then redis.call('HDEL', T .. ':cancelling', entry) end
      redis.call('ZREM', T .. ':running', entry)
      freedJobs = freedJobs + freed(entry, header)
    end
  end
  if sooner then
    local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
    redis.call('SPUBLISH', T .. ':due-sooner', math.floor(head / 16))
  end
  for _, letter in ipairs({ 's', 'f', 'c' }) do tellFollowers(went[letter], letter) end
  for outcome, ids in pairs(went) do
    if #ids > 0 then
      event[#event + 1] = names[outcome]
      event[#event + 1] = table.concat(ids, ' ')
    end
  end
end

if pendingFired > 0 then
  local tails = redis.call('HMGET', T .. ':meta', 'tail:9', 'tail:8', 'tail:7', 'tail:6', 'tail:5', 'tail:4', 'tail:3', 'tail:2', 'tail:1', 'tail:0')
  for level = 1, 10 do queue[level + 1] = tails[level] end
end

-- What the queue itself is held to.
local room = math.max(0, want)
local pauseIsOver = queue[1] and (tonumber(queue[12]) or math.huge) <= now
if pauseIsOver then redis.call('HDEL', T .. ':meta', 'paused', 'pausedUntil') end
if queue[1] and not pauseIsOver then room = 0 end
if room > 0 and queue[13] then room = math.max(0, math.min(room, queue[13] - redis.call('ZCARD', T .. ':running'))) end
if room > 0 and queue[14] then room = roomInRate(room, tonumber(queue[14]), tonumber(queue[15])) end

local claimed, envelopes, tries, running = {}, {}, {}, {}
local remaining, lookedAt = 0, 0
local first = 'r 1 0 0 ' .. executor .. ' ' .. nowText .. ' 0 -'
local expiry = string.format('%.0f', now + leaseMs)
local dropping = redis.call('SCARD', T .. ':dropped') > 0
for level = 2, 11 do
  local list = T .. ':ready:' .. (11 - level)
  while queue[level] and remaining == 0 do
    local span = math.min(room - #claimed, MOST_LOOKED_AT - lookedAt)
    local taken = span > 0 and redis.call('LRANGE', list, 0, span - 1) or {}
    if #taken == 0 then
      remaining = span > 0 and 0 or redis.call('LLEN', list)
      break
    end
    lookedAt = lookedAt + #taken
    local ids, states, leases = {}, {}, {}
    local dropped = dropping and redis.call('SMISMEMBER', T .. ':dropped', unpack(taken))
    for i, entry in ipairs(taken) do ids[i] = #entry == ID and entry or string.sub(entry, 1, ID) end
    local found = redis.call('HMGET', T .. ':jobs', unpack(ids))
    for i, entry in ipairs(taken) do
      local envelope, id = found[i], ids[i]
      local isWanted = envelope and not (dropped and dropped[i] == 1)
      if isWanted and string.find(envelope, '^%d %d+ [^\n]*=') then isWanted = admitted(entry, envelope) end
      if isWanted then
        states[#states + 1] = id
        if entry == id then
          states[#states + 1] = first
        else
          local counts = string.match(redis.call('HGET', T .. ':state', id), '^%S+ %S+ (%S+ %S+)')
          states[#states + 1] = 'r ' .. string.sub(entry, ID + 2) .. ' ' .. counts .. ' ' .. executor .. ' ' .. nowText .. ' 0 -'
          tries[#tries + 1] = counts
          redis.call('HDEL', T .. ':progress', id)
        end
        leases[#leases + 1] = expiry
        leases[#leases + 1] = entry
        running[#running + 1] = id
        claimed[#claimed + 1] = entry
        envelopes[#envelopes + 1] = envelope
      end
    end
    -- The lease comes before the pop: a script that stops half-way leaves a job twice, never nowhere.
    if #leases > 0 then
      redis.call('ZADD', T .. ':running', unpack(leases))
      redis.call('HSET', T .. ':state', unpack(states))
    end
    redis.call('LTRIM', list, #taken, -1)
    if dropping then redis.call('SREM', T .. ':dropped', unpack(taken)) end
  end
end
if #running > 0 then
  event[#event + 1] = 'running'
  event[#event + 1] = table.concat(running, ' ')
  if queue[14] then noteStarts(#running, queue[14], queue[15]) end
end

redis.call('SET', memory, sequence .. ' ' .. table.concat(claimed, ' '), 'PX', 3600000)
if want > #claimed and (remaining == 0 or room < want) then
  redis.call('SADD', T .. ':idle', executor)
elseif want ~= 0 then
  redis.call('SREM', T .. ':idle', executor)
end
if remaining > 0 and room >= want or freedJobs > 0 or (queue[13] and acks.n + groups > 0) then wake(math.max(1, freedJobs)) end
if #event > 0 then tell(event) end
return { now, lost, claimed, envelopes, tries, remaining > 0 and room >= want and 1 or 0 }

#!lua flags=allow-oom
-- turn: running → succeeded, failed, cancelled, scheduled or ready (acks), then ready → running (claim up to `want`),
-- in one round trip. allow-oom: what runs must be able to finish when memory is short.
-- Fenced: an ack counts only while its entry (id|delivery) is in `running`; else it is answered as lost and changes nothing.
-- Idempotent by (executor, sequence): a re-sent call processes no ack again and answers the same claim.
-- KEYS: the queue's tag.
-- ARGV: executor, sequence, want (≤ 500), lease ms, number of acks (≤ 500), then per ack:
--   entry, the new state record up to its start ("s 1 0 0 worker startedMs"; s succeeded, f failed, c cancelled, l released),
--   "priority delayMs schedule" (delay "-" for none, schedule "-" for none) or "" for a success outside a schedule,
--   result or attempt (JSON, may be "").
-- Answers {now ms, lost entries, claimed entries, their envelopes, their "failures losses"}.
local T = KEYS[1]
local executor, sequence, want, leaseMs, acks = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local ID = 26 -- a ULID's length: an entry is the id, or the id, a bar and the delivery number
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)

local previous = redis.call('HGET', T .. ':claims', executor)
local replay = previous and string.match(previous, '^(%d+)') == sequence
local lost, event = {}, {}

if acks > 0 and not replay then
  local entries, over_at = {}, ' ' .. nowText .. ' -'
  for i = 0, acks - 1 do entries[i + 1] = ARGV[6 + i * 4] end
  local leases = redis.call('ZMSCORE', T .. ':running', unpack(entries))
  local asked = redis.call('HLEN', T .. ':cancelling') > 0
    and redis.call('HMGET', T .. ':cancelling', unpack(entries)) or nil
  local held, states, results, succeeded, doneIds = {}, {}, {}, {}, {}
  local failedIds, cancelledIds, scheduledIds, readyIds, sooner = {}, {}, {}, {}, false
  for i, entry in ipairs(entries) do
    if not leases[i] then
      lost[#lost + 1] = entry
    else
      local at = 6 + (i - 1) * 4
      local record, extra, detail = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
      local outcome, id = string.sub(record, 1, 1), string.sub(entry, 1, ID)
      local priority, delay, schedule
      if extra ~= '' then priority, delay, schedule = string.match(extra, '^(%d) (%S+) (%S+)$') end
      local by = asked and asked[i]
      if outcome ~= 's' and by then outcome = 'c' end
      held[#held + 1] = entry
      states[#states + 1] = id
      local over = true
      if outcome == 's' then
        states[#states + 1] = record .. over_at
        succeeded[#succeeded + 1] = nowText
        succeeded[#succeeded + 1] = id
        doneIds[#doneIds + 1] = id
        if detail ~= '' then
          results[#results + 1] = id
          results[#results + 1] = detail
        end
      else
        local run = string.sub(record, 3)
        if detail ~= '' then
          redis.call('RPUSH', T .. ':attempts:' .. id, detail)
          redis.call('LTRIM', T .. ':attempts:' .. id, -100, -1)
        end
        if outcome == 'c' then
          states[#states + 1] = 'c ' .. run .. ' ' .. nowText .. ' ' .. (by or '-')
          redis.call('ZADD', T .. ':cancelled', nowText, id)
          cancelledIds[#cancelledIds + 1] = id
        elseif outcome == 'f' and delay == '-' then
          states[#states + 1] = 'f ' .. run .. over_at
          redis.call('ZADD', T .. ':failed', nowText, id)
          failedIds[#failedIds + 1] = id
        else
          over = false
          local delivery, counts = string.match(run, '^(%d+) (.+)$')
          local nextDelivery = string.format('%.0f', delivery + 1)
          local again = id .. '|' .. nextDelivery
          states[#states + 1] = 'w ' .. nextDelivery .. ' ' .. counts .. ' 0 -'
          if outcome == 'f' then
            local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
            local score = (now + tonumber(delay)) * 16 + 9 - priority
            redis.call('ZADD', T .. ':scheduled', string.format('%.0f', score), again)
            sooner = sooner or not head or score < tonumber(head)
            scheduledIds[#scheduledIds + 1] = id
          else
            redis.call('LPUSH', T .. ':ready:' .. priority, again)
            redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 0)
            readyIds[#readyIds + 1] = id
          end
        end
      end
      if over and schedule and schedule ~= '-' then redis.call('SREM', T .. ':live:' .. schedule, id) end
    end
  end
  if #held > 0 then
    redis.call('HSET', T .. ':state', unpack(states))
    if #results > 0 then redis.call('HSET', T .. ':results', unpack(results)) end
    if #succeeded > 0 then redis.call('ZADD', T .. ':succeeded', unpack(succeeded)) end
    if asked then redis.call('HDEL', T .. ':cancelling', unpack(held)) end
    redis.call('ZREM', T .. ':running', unpack(held))
  end
  if sooner then
    local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
    redis.call('SPUBLISH', T .. ':due-sooner', math.floor(head / 16))
  end
  for _, pair in ipairs({ { 'succeeded', doneIds }, { 'failed', failedIds }, { 'cancelled', cancelledIds }, { 'scheduled', scheduledIds }, { 'ready', readyIds } }) do
    if #pair[2] > 0 then
      event[#event + 1] = pair[1]
      event[#event + 1] = table.concat(pair[2], ' ')
    end
  end
end

local claimed, envelopes, tries = {}, {}, {}
if replay then
  for entry in string.gmatch(string.sub(previous, #sequence + 2), '%S+') do
    if redis.call('ZSCORE', T .. ':running', entry) then
      local id = string.sub(entry, 1, ID)
      claimed[#claimed + 1] = entry
      envelopes[#envelopes + 1] = redis.call('HGET', T .. ':jobs', id)
      tries[#tries + 1] = string.match(redis.call('HGET', T .. ':state', id), '^%S+ %S+ (%S+ %S+)')
    end
  end
  return { now, lost, claimed, envelopes, tries }
end

local meta = redis.call('HMGET', T .. ':meta', 'paused', 'tail:9', 'tail:8', 'tail:7', 'tail:6', 'tail:5', 'tail:4', 'tail:3', 'tail:2', 'tail:1', 'tail:0', 'pausedUntil')
local remaining = 0
local pauseIsOver = meta[1] and (tonumber(meta[12]) or math.huge) <= now
if pauseIsOver then redis.call('HDEL', T .. ':meta', 'paused', 'pausedUntil') end
if not meta[1] or pauseIsOver then
  local taken, ids, bare = {}, {}, {}
  for level = 2, 11 do
    if meta[level] and remaining == 0 then
      local list = T .. ':ready:' .. (11 - level)
      local room = want - #taken
      local found = room > 0 and redis.call('LRANGE', list, 0, room - 1) or {}
      for _, entry in ipairs(found) do taken[#taken + 1] = entry end
      if #found == room then remaining = redis.call('LLEN', list) - #found end
    end
  end
  if #taken > 0 then
    local dropped = redis.call('SCARD', T .. ':dropped') > 0 and redis.call('SMISMEMBER', T .. ':dropped', unpack(taken)) or nil
    for i, entry in ipairs(taken) do
      if not (dropped and dropped[i] == 1) then
        bare[#bare + 1] = entry
        ids[#ids + 1] = string.sub(entry, 1, ID)
      end
    end
    if #ids > 0 then
      local found = redis.call('HMGET', T .. ':jobs', unpack(ids))
      local first = 'r 1 0 0 ' .. executor .. ' ' .. nowText .. ' 0 -'
      local expiry = string.format('%.0f', now + leaseMs)
      local states, leases, running = {}, {}, {}
      for i, id in ipairs(ids) do
        if found[i] then
          local entry, counts = bare[i], '0 0'
          states[#states + 1] = id
          if #entry == ID then
            entry = id .. '|1'
            states[#states + 1] = first
          else
            counts = string.match(redis.call('HGET', T .. ':state', id), '^%S+ %S+ (%S+ %S+)')
            states[#states + 1] = 'r ' .. string.sub(entry, ID + 2) .. ' ' .. counts .. ' ' .. executor .. ' ' .. nowText .. ' 0 -'
            redis.call('HDEL', T .. ':progress', id)
          end
          leases[#leases + 1] = expiry
          leases[#leases + 1] = entry
          running[#running + 1] = id
          claimed[#claimed + 1] = entry
          envelopes[#envelopes + 1] = found[i]
          tries[#tries + 1] = counts
        end
      end
      -- The lease comes before the pop: a script that stops half-way leaves a job twice, never nowhere.
      if #claimed > 0 then
        redis.call('ZADD', T .. ':running', unpack(leases))
        redis.call('HSET', T .. ':state', unpack(states))
        event[#event + 1] = 'running'
        event[#event + 1] = table.concat(running, ' ')
      end
    end
    local left = #taken
    for level = 2, 11 do
      if left > 0 and meta[level] then
        local list = T .. ':ready:' .. (11 - level)
        local length = redis.call('LLEN', list)
        local pop = math.min(left, length)
        if pop > 0 then redis.call('LTRIM', list, pop, -1) end
        left = left - pop
      end
    end
    if dropped then redis.call('SREM', T .. ':dropped', unpack(taken)) end
  end
end

redis.call('HSET', T .. ':claims', executor, sequence .. ' ' .. table.concat(claimed, ' '))
if want > #claimed and remaining == 0 then
  redis.call('SADD', T .. ':idle', executor)
else
  redis.call('SREM', T .. ':idle', executor)
end
if remaining > 0 then
  for _, other in ipairs(redis.call('SPOP', T .. ':idle', 1)) do
    redis.call('SPUBLISH', T .. ':to:' .. other, 'wake')
  end
end
if #event > 0 then redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', unpack(event)) end
return { now, lost, claimed, envelopes, tries }

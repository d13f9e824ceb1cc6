-- How many of `room` jobs the queue's rate lets start now; when it has less, the scheduler is told when it has more.
-- The list `starts` holds the newest starts, newest first: one may start when the limit's last one has left the span.
-- Needs T, now, nowText.
local function roomInRate(room, limit, perMs)
  local starts = T .. ':starts'
  local known = redis.call('LLEN', starts)
  local unused = math.max(0, limit - known)
  local free = unused
  if free < room and known > 0 then
    local oldest = redis.call('LRANGE', starts, -(room - free), -1)
    for i = #oldest, 1, -1 do
      if tonumber(oldest[i]) > now - perMs then break end
      free = free + 1
    end
  end
  if free >= room then return room end
  local nextMs = tonumber(redis.call('LINDEX', starts, -(free - unused) - 1) or now) + perMs
  redis.call('ZADD', T .. ':wakes', string.format('%.0f', nextMs), '')
  redis.call('SPUBLISH', T .. ':due-sooner', string.format('%.0f', nextMs))
  return free
end

local function noteStarts(count, limit, perMs)
  local starts = {}
  for i = 1, count do starts[i] = nowText end
  redis.call('LPUSH', T .. ':starts', unpack(starts))
  redis.call('LTRIM', T .. ':starts', 0, limit - 1)
  redis.call('PEXPIRE', T .. ':starts', perMs)
end

-- Whether a job with keys of its own may start now; parks it when it may not.
local function admitted(entry, envelope)
  local header = string.match(envelope, '^[^\n]+')
  local slots, slotKey = string.match(header, ' c=(%d+),(%S+)')
  local limit, perMs, rateKey = string.match(header, ' r=(%d+),(%d+),(%S+)')
  local line
  if slots and redis.call('SCARD', T .. ':busy:' .. slotKey) >= tonumber(slots) then
    line = 'c:' .. slotKey
  elseif limit then
    local starts = T .. ':starts:' .. rateKey
    if redis.call('LLEN', starts) >= tonumber(limit) then
      local nextMs = tonumber(redis.call('LINDEX', starts, limit - 1)) + perMs
      if nextMs > now then
        line = 'r:' .. rateKey
        redis.call('ZADD', T .. ':wakes', string.format('%.0f', nextMs), line)
        redis.call('SPUBLISH', T .. ':due-sooner', string.format('%.0f', nextMs))
      end
    end
  end
  if line then
    if line == 'c:' .. (slotKey or '') then redis.call('ZADD', T .. ':wakes', string.format('%.0f', now + 1000), line) end
    redis.call('ZADD', T .. ':line:' .. line, 9 - string.sub(header, 1, 1), entry)
    redis.call('ZADD', T .. ':parked', nowText, entry)
    return false
  end
  if slots then redis.call('SADD', T .. ':busy:' .. slotKey, entry) end
  if limit then
    redis.call('LPUSH', T .. ':starts:' .. rateKey, nowText)
    redis.call('LTRIM', T .. ':starts:' .. rateKey, 0, limit - 1)
    redis.call('PEXPIRE', T .. ':starts:' .. rateKey, perMs)
  end
  return true
end

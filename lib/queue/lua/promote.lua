#!lua flags=allow-oom
-- promote: scheduled → ready, for up to 500 entries that are due by Redis' clock. Also lets go what waits for a rate or a slot that is free
-- again, for up to 100 keys a call. allow-oom: a ready job takes less than a scheduled one, and retries must go on.
-- KEYS: the queue's tag. ARGV: none.
-- Answers {now ms, how many moved, the next due ms or "", how much news for other queues waits in the outbox}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ freed wake

local due = redis.call('ZRANGE', T .. ':scheduled', '-inf', string.format('%.0f', now * 16 + 15), 'BYSCORE', 'LIMIT', 0, 500, 'WITHSCORES')
local levels, entries, ids = {}, {}, {}
for i = 1, #due, 2 do
  local priority = 9 - due[i + 1] % 16
  local level = levels[priority]
  if not level then level = {}; levels[priority] = level end
  level[#level + 1] = due[i]
  entries[#entries + 1] = due[i]
  ids[#ids + 1] = string.sub(due[i], 1, 26)
end
if #entries > 0 then
  for priority, level in pairs(levels) do
    redis.call('RPUSH', T .. ':ready:' .. priority, unpack(level))
    redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, #level)
  end
  redis.call('ZREM', T .. ':scheduled', unpack(entries))
  wake(#entries)
  tell({ 'ready', table.concat(ids, ' ') })
end

-- The head of a line says what its key is held to. Answers how many of the line may go, and when to look again.
local function allowance(line)
  local head = redis.call('ZRANGE', T .. ':line:' .. line, 0, 0)[1]
  if not head then return 0 end
  local header = string.match(redis.call('HGET', T .. ':jobs', string.sub(head, 1, 26)) or '', '^[^\n]+') or ''
  if string.sub(line, 1, 1) == 'c' then
    local slots = tonumber(string.match(header, ' c=(%d+),') or 1)
    return math.min(500, slots - redis.call('SCARD', T .. ':busy:' .. string.sub(line, 3))), now + 1000
  end
  local starts = T .. ':starts:' .. string.sub(line, 3)
  local limit, perMs = string.match(header, ' r=(%d+),(%d+),')
  limit, perMs = tonumber(limit or 1), tonumber(perMs or 0)
  local known = redis.call('LLEN', starts)
  local free = math.min(500, limit - known)
  for _, startedMs in ipairs(redis.call('LRANGE', starts, -500, -1)) do
    if tonumber(startedMs) <= now - perMs then free = free + 1 end
  end
  local oldest = redis.call('LINDEX', starts, -math.max(1, free - (limit - known) + 1))
  return math.min(500, free), oldest and math.max(now + 1, oldest + perMs) or now + perMs
end

local admittedJobs = 0
for _, line in ipairs(redis.call('ZRANGE', T .. ':wakes', '-inf', nowText, 'BYSCORE', 'LIMIT', 0, 100)) do
  if line == '' then
    redis.call('ZREM', T .. ':wakes', line)
    wake(10)
  else
    local n, againMs = allowance(line)
    if n > 0 then admittedJobs = admittedJobs + admit(line, n) end
    if redis.call('EXISTS', T .. ':line:' .. line) == 1 then
      redis.call('ZADD', T .. ':wakes', string.format('%.0f', againMs), line)
    else
      redis.call('ZREM', T .. ':wakes', line)
    end
  end
end
if admittedJobs > 0 then wake(admittedJobs) end

local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
local nextMs = head and math.floor(head / 16)
local wakeMs = redis.call('ZRANGE', T .. ':wakes', 0, 0, 'WITHSCORES')[2]
if wakeMs then nextMs = math.min(nextMs or math.huge, tonumber(wakeMs)) end
return { now, #entries, nextMs and string.format('%.0f', nextMs) or '', redis.call('XLEN', T .. ':outbox') }

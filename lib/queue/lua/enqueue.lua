#!lua
-- enqueue: nothing → ready or scheduled, for up to 500 jobs.
-- Idempotent: an id that exists is left alone and reported, so a re-sent call adds nothing.
-- KEYS: the queue's tag.
-- ARGV: per job: local id, priority, due ("0" at once, "+ms" from now, else ms UTC), body (JSON).
-- Answers {now ms, ids that existed}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local ids = {}
for i = 1, #ARGV, 4 do ids[#ids + 1] = ARGV[i] end
local present = redis.call('HMGET', T .. ':jobs', unpack(ids))

local records, later, levels, existing, ready, scheduled = {}, {}, {}, {}, {}, {}
for index, id in ipairs(ids) do
  if present[index] then
    existing[#existing + 1] = id
  else
    local at = index * 4 - 3
    local priority, due, body = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
    local dueMs = 0
    if due ~= '0' then dueMs = string.sub(due, 1, 1) == '+' and now + tonumber(due) or tonumber(due) end
    records[#records + 1] = id
    if dueMs > now then
      records[#records + 1] = priority .. ' ' .. string.format('%.0f', dueMs) .. '\n' .. body
      later[#later + 1] = string.format('%.0f', dueMs * 16 + 9 - priority)
      later[#later + 1] = id
      scheduled[#scheduled + 1] = id
    else
      records[#records + 1] = priority .. '\n' .. body
      local level = levels[priority]
      if not level then level = {}; levels[priority] = level end
      level[#level + 1] = id
      ready[#ready + 1] = id
    end
  end
end
if #records == 0 then return { now, existing } end

redis.call('HSET', T .. ':jobs', unpack(records))
for priority, level in pairs(levels) do
  redis.call('RPUSH', T .. ':ready:' .. priority, unpack(level))
  redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, #level)
end
if #later > 0 then
  local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
  redis.call('ZADD', T .. ':scheduled', unpack(later))
  local newHead = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
  if newHead ~= head then redis.call('SPUBLISH', T .. ':due-sooner', math.floor(newHead / 16)) end
end
if #ready > 0 then
  for _, executor in ipairs(redis.call('SPOP', T .. ':idle', #ready)) do
    redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake')
  end
end
local event = {}
if #ready > 0 then event = { 'ready', table.concat(ready, ' ') } end
if #scheduled > 0 then
  event[#event + 1] = 'scheduled'
  event[#event + 1] = table.concat(scheduled, ' ')
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', unpack(event))
return { now, existing }

#!lua
-- promote: scheduled → ready, for up to 500 entries that are due by Redis' clock.
-- KEYS: the queue's tag. ARGV: none.
-- Answers {now ms, how many moved, the next due ms or ""}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

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
  for _, executor in ipairs(redis.call('SPOP', T .. ':idle', #entries)) do
    redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake')
  end
  redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'ready', table.concat(ids, ' '))
end
local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
return { now, #entries, head and string.format('%.0f', math.floor(head / 16)) or '' }

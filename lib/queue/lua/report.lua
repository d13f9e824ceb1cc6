#!lua
-- report: progress and log lines of a running attempt; moves no job. Refused once the lease is lost.
-- KEYS: the queue's tag. ARGV: entry (id|delivery), progress (JSON or ""), then log lines (JSON).
-- Answers 1, or 0 when the lease is lost.
local T = KEYS[1]
local entry, progress = ARGV[1], ARGV[2]
if not redis.call('ZSCORE', T .. ':running', entry) then return 0 end
local id = string.sub(entry, 1, 26)
if progress ~= '' then redis.call('HSET', T .. ':progress', id, progress) end
if #ARGV > 2 then
  local lines = {}
  for i = 3, #ARGV do lines[i - 2] = ARGV[i] end
  redis.call('RPUSH', T .. ':logs:' .. id, unpack(lines))
  redis.call('LTRIM', T .. ':logs:' .. id, -1000, -1)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~running', id)
return 1

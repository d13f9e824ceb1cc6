#!lua flags=allow-oom
-- beat: extends the leases an executor holds, up to 1,000 a call; moves no job.
-- KEYS: the queue's tag. ARGV: lease ms, then entries (id|delivery).
-- Answers {now ms, entries whose lease is lost, entries whose cancellation is asked for}.
local T = KEYS[1]
local leaseMs = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local expiry = string.format('%.0f', now + leaseMs)

local entries = {}
for i = 2, #ARGV do entries[i - 1] = ARGV[i] end
if #entries == 0 then return { now, {}, {} } end
local leases = redis.call('ZMSCORE', T .. ':running', unpack(entries))
local held, lost, cancelled = {}, {}, {}
for i, entry in ipairs(entries) do
  if leases[i] then
    held[#held + 1] = expiry
    held[#held + 1] = entry
  else
    lost[#lost + 1] = entry
  end
end
if #held > 0 then redis.call('ZADD', T .. ':running', 'XX', unpack(held)) end
if redis.call('HLEN', T .. ':cancelling') > 0 then
  local asked = redis.call('HMGET', T .. ':cancelling', unpack(entries))
  for i, entry in ipairs(entries) do
    if asked[i] then cancelled[#cancelled + 1] = entry end
  end
end
return { now, lost, cancelled }

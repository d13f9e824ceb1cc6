#!lua flags=allow-oom
-- trim: the oldest succeeded, failed or cancelled → nothing, up to 250 a call, beyond a count or an age.
-- Those whose own retention has run out go too, whatever the state.
-- KEYS: the queue's tag. ARGV: state, how many to keep, how long to keep them (ms).
-- Answers how many were removed.
local T = KEYS[1]
local state, keep, keepMs = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local index = T .. ':' .. state
--@ followers

local surplus = math.min(250, redis.call('ZCARD', index) - keep)
local ids = surplus > 0 and redis.call('ZRANGE', index, 0, surplus - 1) or {}
if #ids < 250 then
  local old = redis.call('ZRANGE', index, '-inf', string.format('%.0f', now - keepMs), 'BYSCORE', 'LIMIT', 0, 250)
  if #old > #ids then ids = old end
end
if #ids == 0 then
  index = nil
  ids = redis.call('ZRANGE', T .. ':expiring', '-inf', string.format('%.0f', now), 'BYSCORE', 'LIMIT', 0, 250)
  if #ids == 0 then return 0 end
end

local apart = {}
for _, id in ipairs(ids) do
  apart[#apart + 1] = T .. ':attempts:' .. id
  apart[#apart + 1] = T .. ':logs:' .. id
  apart[#apart + 1] = T .. ':result:' .. id
  apart[#apart + 1] = T .. ':parents:' .. id
end
for _, each in ipairs(index and { state } or { 'succeeded', 'failed', 'cancelled' }) do
  redis.call('ZREM', T .. ':' .. each, unpack(ids))
end
redis.call('ZREM', T .. ':expiring', unpack(ids))
redis.call('HDEL', T .. ':jobs', unpack(ids))
redis.call('HDEL', T .. ':state', unpack(ids))
redis.call('HDEL', T .. ':results', unpack(ids))
redis.call('HDEL', T .. ':progress', unpack(ids))
redis.call('UNLINK', unpack(apart))
tellFollowers(ids, 'g')
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~' .. state, '')
return #ids

#!lua flags=allow-oom
-- claim-operation: a scheduler takes one operation for one step: of those that nobody works on, the one whose last step is longest ago, so
-- that a short operation does not wait for a long one to end. waiting → running at the first claim.
-- The claim's number is the fence: a step counts only under the newest. A scheduler that dies in mid-step is waited for until its lease is over.
-- KEYS: the registry's tag. ARGV: scheduler id, lease ms.
-- Answers "" for none, or {operation id, claim, its fields and values}.
local R = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, id in ipairs(redis.call('ZRANGE', R .. ':operations:open', 0, 99)) do
  local key = R .. ':operation:' .. id
  local state, leased = unpack(redis.call('HMGET', key, 'state', 'leased'))
  if not state then
    redis.call('ZREM', R .. ':operations:open', id)
  elseif tonumber(leased or 0) < now then
    local claim = redis.call('HINCRBY', key, 'claim', 1)
    redis.call('HSET', key, 'leased', string.format('%.0f', now + ARGV[2]), 'owner', ARGV[1])
    if state == 'waiting' then redis.call('HSET', key, 'state', 'running', 'started', string.format('%.0f', now)) end
    return { id, claim, redis.call('HGETALL', key) }
  end
end
return ''

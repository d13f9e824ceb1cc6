#!lua flags=allow-oom
-- reap: running → ready, for up to 100 entries whose lease has run out; → cancelled when that was asked for;
-- → failed when the job has lost its executor `max losses` times (a poison job).
-- Losses are counted apart from failures: a crash costs no attempt.
-- KEYS: the queue's tag. ARGV: max losses.
-- Answers {now ms, how many were reaped, the next expiry ms or ""}.
local T = KEYS[1]
local maxLosses = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers freed wake

local expired = redis.call('ZRANGE', T .. ':running', '-inf', nowText, 'BYSCORE', 'LIMIT', 0, 100)
local event = { ready = {}, failed = {}, cancelled = {} }
for _, entry in ipairs(expired) do
  local id, delivery = string.sub(entry, 1, 26), #entry > 26 and string.sub(entry, 28) or '1'
  local record = redis.call('HGET', T .. ':state', id) or ''
  local failures, losses, worker, started = string.match(record, '^%S+ %S+ (%S+) (%S+) (%S+) (%S+)')
  local envelope = redis.call('HGET', T .. ':jobs', id)
  if envelope and losses then
    local priority, header = string.sub(envelope, 1, 1), string.match(envelope, '^[^\n]+')
    local by = redis.call('HGET', T .. ':cancelling', entry)
    losses = losses + 1
    local run = failures .. ' ' .. string.format('%.0f', losses) .. ' ' .. worker .. ' ' .. started
    redis.call('RPUSH', T .. ':attempts:' .. id, '{"n":' .. delivery .. ',"o":"lost","w":"' .. worker .. '","s":' .. started .. ',"f":' .. nowText .. '}')
    local final = by and 'cancelled' or losses >= maxLosses and 'failed'
    if final then
      redis.call('HSET', T .. ':state', id, string.sub(final, 1, 1) .. ' ' .. delivery .. ' ' .. run .. ' ' .. nowText .. ' ' .. (by or '-'))
      redis.call('ZADD', T .. ':' .. final, nowText, id)
      ended(id, header, string.sub(final, 1, 1))
      tellFollowers({ id }, string.sub(final, 1, 1))
      table.insert(event[final], id)
    else
      local nextDelivery = string.format('%.0f', delivery + 1)
      redis.call('HSET', T .. ':state', id, 'w ' .. nextDelivery .. ' ' .. run .. ' 0 -')
      redis.call('LPUSH', T .. ':ready:' .. priority, id .. '|' .. nextDelivery)
      redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 0)
      table.insert(event.ready, id)
    end
    redis.call('HDEL', T .. ':cancelling', entry)
    freed(entry, header)
  end
  redis.call('ZREM', T .. ':running', entry)
end
if #expired > 0 then
  wake(#expired)
  local fields = {}
  for state, ids in pairs(event) do
    if #ids > 0 then
      fields[#fields + 1] = state
      fields[#fields + 1] = table.concat(ids, ' ')
    end
  end
  if #fields > 0 then tell(fields) end
end
local head = redis.call('ZRANGE', T .. ':running', 0, 0, 'WITHSCORES')[2]
return { now, #expired, head or '' }

-- Moves up to n jobs that wait in a key's line to the front of the ready queue, in their order. Needs T.
local function admit(line, n)
  local popped = redis.call('ZPOPMIN', T .. ':line:' .. line, n)
  for i = #popped - 1, 1, -2 do
    local entry = popped[i]
    local priority = 9 - popped[i + 1]
    redis.call('LPUSH', T .. ':ready:' .. priority, entry)
    redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 0)
    redis.call('ZREM', T .. ':parked', entry)
  end
  return #popped / 2
end

-- Gives back the slot of a concurrency key that a running entry holds, and lets the next in its line go.
local function freed(entry, header)
  local key = string.match(header, ' c=%d+,(%S+)')
  if not key then return 0 end
  redis.call('SREM', T .. ':busy:' .. key, entry)
  return admit('c:' .. key, 1)
end

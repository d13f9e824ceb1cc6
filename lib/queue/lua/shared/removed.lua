-- Takes a waiting job out of where it waits: the scheduled set, the line of a key, or a ready list, where a tombstone is left
-- since removal from the middle of a list is O(n). Needs T. Answers its score when it was scheduled.
local function removed(entry, header)
  local score = redis.call('ZSCORE', T .. ':scheduled', entry)
  if score then
    redis.call('ZREM', T .. ':scheduled', entry)
  elseif redis.call('ZREM', T .. ':parked', entry) == 1 then
    local slots, rate = string.match(header, ' c=%d+,(%S+)'), string.match(header, ' r=%d+,%d+,(%S+)')
    if slots then redis.call('ZREM', T .. ':line:c:' .. slots, entry) end
    if rate then redis.call('ZREM', T .. ':line:r:' .. rate, entry) end
  else
    redis.call('SADD', T .. ':dropped', entry)
  end
  return score
end

#!lua flags=no-writes
-- page-set: reads a stretch of a sorted set, by score and then by member; moves no job. The stretch begins after a place (score,
-- member), whose member may be gone or have another score by now: then by bisection of those with the same score.
-- KEYS: the queue's tag. ARGV: the set, "up" or "down", lowest score, the score it stays below, score and member to go on
--   after (both "" to begin), how many (≤ 2,000).
-- Answers members and scores in turn.
local T = KEYS[1]
local set, isDown, from, below, score, member = T .. ':' .. ARGV[1], ARGV[2] == 'down', ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local first, last -- ranks; `last` is the first one beyond
if isDown then
  first, last = redis.call('ZCOUNT', set, below, '+inf'), redis.call('ZCOUNT', set, from, '+inf')
else
  first, last = redis.call('ZCOUNT', set, '-inf', '(' .. from), redis.call('ZCOUNT', set, '-inf', '(' .. below)
end

if score ~= '' then
  local rank
  if tonumber(redis.call('ZSCORE', set, member) or '') == tonumber(score) then
    rank = redis.call(isDown and 'ZREVRANK' or 'ZRANK', set, member) + 1
  else
    local low = isDown and redis.call('ZCOUNT', set, '(' .. score, '+inf') or redis.call('ZCOUNT', set, '-inf', '(' .. score)
    local high = low + redis.call('ZCOUNT', set, score, score)
    while low < high do
      local middle = math.floor((low + high) / 2)
      local there = redis.call(isDown and 'ZREVRANGE' or 'ZRANGE', set, middle, middle)[1]
      local isAfter = there > member
      if isDown then isAfter = there < member end
      if isAfter then high = middle else low = middle + 1 end
    end
    rank = low
  end
  first = math.max(first, rank)
end

local stop = math.min(first + ARGV[7], last) - 1
if stop < first then return {} end
return redis.call(isDown and 'ZREVRANGE' or 'ZRANGE', set, first, stop, 'WITHSCORES')

#!lua
-- replan: gives a schedule another next time and keeps its watermark: the rules of its zone have changed, or what it was due for was not
-- to come yet. One in error is active again, for its time could be computed. A compare-and-set on generation, revision and watermark.
-- KEYS: the queue's tag. ARGV: schedule id, generation, revision, watermark, next nominal ms or "", next effective ms or "".
-- Answers "stale" or "replanned".
local T = KEYS[1]
local id, nominal, effective = ARGV[1], ARGV[5], ARGV[6]
local key = T .. ':schedule:' .. id
local state, generation, revision, watermark = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark'))
if generation ~= ARGV[2] or revision ~= ARGV[3] or watermark ~= ARGV[4] then return 'stale' end
if state ~= 'active' and state ~= 'error' and state ~= 'paused' then return 'stale' end
redis.call('HSET', key, 'nominal', nominal, 'next', effective)
if state == 'paused' then return 'replanned' end
redis.call('HSET', key, 'state', effective == '' and 'ended' or 'active')
redis.call('HDEL', key, 'problem')
if effective == '' then
  redis.call('ZREM', T .. ':due', id)
else
  redis.call('ZADD', T .. ':due', effective, id)
  redis.call('SPUBLISH', T .. ':due-sooner', effective)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'replanned'

#!lua
-- resume-schedule: paused → active, without a catch-up: the times that passed meanwhile are counted as paused.
-- A compare-and-set on generation, revision and watermark, from which the caller computed the rest.
-- KEYS: the queue's tag.
-- ARGV: schedule id, generation, revision, old watermark, new watermark, times passed, next nominal ms or "", next effective ms or "",
--   ledger line (JSON or "").
-- Answers "missing", "resumed", "stale", or the state that cannot be resumed.
local T = KEYS[1]
local id = ARGV[1]
local key = T .. ':schedule:' .. id
local state, generation, revision, watermark = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark'))
if not state or state == 'cancelled' then return 'missing' end
if state ~= 'paused' then return state end
if generation ~= ARGV[2] or revision ~= ARGV[3] or watermark ~= ARGV[4] then return 'stale' end

local nominal, effective = ARGV[7], ARGV[8]
redis.call('HSET', key, 'state', effective == '' and 'ended' or 'active', 'watermark', ARGV[5], 'nominal', nominal, 'next', effective)
redis.call('HDEL', key, 'pause')
redis.call('HINCRBY', key, 'paused', ARGV[6])
if effective ~= '' then
  redis.call('ZADD', T .. ':due', effective, id)
  redis.call('SPUBLISH', T .. ':due-sooner', effective)
end
if ARGV[9] ~= '' then
  redis.call('LPUSH', T .. ':ledger:' .. id, ARGV[9])
  redis.call('LTRIM', T .. ':ledger:' .. id, 0, 499)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return 'resumed'

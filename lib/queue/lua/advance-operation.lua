#!lua flags=allow-oom
-- advance-operation: the end of a step: its counts and its cursor are kept and the claim is given back; running → done or failed when that was
-- the last. One that was aborted meanwhile counts the step, since it was done, and stays aborted.
-- KEYS: the registry's tag. ARGV: operation id, claim, next state, cursor, failures (JSON; "" for unchanged), problem ("" for none),
-- then names and amounts of counters.
-- Answers "lost" when the claim is no longer the newest, and then nothing was written; else the state.
local R = KEYS[1]
local id, claim, nextState, cursor, failures, problem = unpack(ARGV, 1, 6)
local key = R .. ':operation:' .. id
local state, newest, leased = unpack(redis.call('HMGET', key, 'state', 'claim', 'leased'))
if newest ~= claim or leased == '0' then return 'lost' end
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))

for i = 7, #ARGV, 2 do redis.call('HINCRBY', key, ARGV[i], ARGV[i + 1]) end
redis.call('HSET', key, 'leased', 0, 'cursor', cursor)
if failures ~= '' then redis.call('HSET', key, 'failures', failures) end
if state ~= 'running' then return state end
if nextState == 'running' then
  redis.call('ZADD', R .. ':operations:open', 'XX', nowText, id)
  return 'running'
end
redis.call('HSET', key, 'state', nextState, 'finished', nowText)
if problem ~= '' then redis.call('HSET', key, 'problem', problem) end
redis.call('ZREM', R .. ':operations:open', id)
redis.call('PEXPIRE', key, 30 * 86400000)
return nextState

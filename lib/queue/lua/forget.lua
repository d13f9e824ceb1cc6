#!lua flags=allow-oom
-- forget: succeeded, failed or cancelled → nothing, for one job.
-- KEYS: the queue's tag. ARGV: local id.
-- Answers "missing", "forgotten", or the letter of the state that cannot be deleted (w, r).
local T = KEYS[1]
local id = ARGV[1]
if redis.call('HEXISTS', T .. ':jobs', id) == 0 then return 'missing' end
local state = string.match(redis.call('HGET', T .. ':state', id) or 'w', '^(%S+)')
local names = { s = 'succeeded', f = 'failed', c = 'cancelled' }
local final = names[state]
if not final then return state end
--@ followers

redis.call('ZREM', T .. ':' .. final, id)
redis.call('HDEL', T .. ':jobs', id)
redis.call('HDEL', T .. ':state', id)
redis.call('HDEL', T .. ':results', id)
redis.call('HDEL', T .. ':progress', id)
redis.call('ZREM', T .. ':expiring', id)
redis.call('UNLINK', T .. ':attempts:' .. id, T .. ':logs:' .. id, T .. ':result:' .. id, T .. ':parents:' .. id)
tellFollowers({ id }, 'g')
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~' .. final, id)
return 'forgotten'

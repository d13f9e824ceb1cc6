#!lua flags=allow-oom
-- cancel-schedule: the schedule ends, its waiting jobs → cancelled, all at once; after the answer nothing of this generation starts.
-- Its running jobs go on, or are asked to stop. The definition stays for 30 days as a tombstone.
-- KEYS: the queue's tag. ARGV: schedule id, who, "finish" or "cancel" (what runs).
-- Answers "missing", or {ids removed, ids running}.
local T = KEYS[1]
local id, by, fate = ARGV[1], ARGV[2], ARGV[3]
local key, live = T .. ':schedule:' .. id, T .. ':live:' .. id
local state = redis.call('HGET', key, 'state')
if not state or state == 'cancelled' then return 'missing' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ ended removed

redis.call('HSET', key, 'state', 'cancelled', 'next', '', 'nominal', '', 'updated', nowText)
redis.call('ZREM', T .. ':due', id)
redis.call('ZREM', T .. ':schedules', id)
redis.call('PEXPIRE', key, 30 * 86400000)
redis.call('PEXPIRE', T .. ':ledger:' .. id, 30 * 86400000)
local stopped, running = {}, {}
for _, job in ipairs(redis.call('SMEMBERS', live)) do
  local record = redis.call('HGET', T .. ':state', job) or 'w 1 0 0 - 0 0 -'
  local letter, delivery, run = string.match(record, '^(%S+) (%S+) (%S+ %S+ %S+ %S+)')
  local entry = delivery == '1' and job or job .. '|' .. delivery
  if letter == 'w' then
    redis.call('HSET', T .. ':state', job, 'c ' .. delivery .. ' ' .. run .. ' ' .. nowText .. ' ' .. by)
    redis.call('ZADD', T .. ':cancelled', nowText, job)
    local header = string.match(redis.call('HGET', T .. ':jobs', job), '^[^\n]+')
    removed(entry, header)
    ended(job, header, 'c')
    stopped[#stopped + 1] = job
  elseif letter == 'r' then
    running[#running + 1] = job
    if fate == 'cancel' then
      redis.call('HSETNX', T .. ':cancelling', entry, by)
      redis.call('SPUBLISH', T .. ':to:' .. string.match(run, '^%S+ %S+ (%S+)'), 'cancel ' .. entry)
    end
  end
end
local event = { 'schedule', id }
if #stopped > 0 then
  event[3] = 'cancelled'
  event[4] = table.concat(stopped, ' ')
end
tellFollowers(stopped, 'c')
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', unpack(event))
return { stopped, running }

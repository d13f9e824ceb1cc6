#!lua flags=allow-oom
-- cancel-schedule: the schedule ends, and its waiting jobs → cancelled, some 100 a call; after the last answer none of this
-- generation starts. Its running jobs go on, or are asked to stop. The definition stays for 30 days as a tombstone.
-- KEYS: the queue's tag. ARGV: schedule id, who, "finish" or "cancel" (what runs), cursor ("0", then what was answered).
-- Answers "missing", or {ids removed, ids running, cursor or "0" when all are seen}.
local T = KEYS[1]
local id, by, fate, cursor = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local key, live = T .. ':schedule:' .. id, T .. ':live:' .. id
local state = redis.call('HGET', key, 'state')
if not state or (state == 'cancelled') ~= (cursor ~= '0') then return 'missing' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ ended removed

if cursor == '0' then
  redis.call('HSET', key, 'state', 'cancelled', 'next', '', 'nominal', '', 'updated', nowText)
  redis.call('ZREM', T .. ':due', id)
  redis.call('ZREM', T .. ':schedules', id)
  redis.call('PEXPIRE', key, 30 * 86400000)
  redis.call('PEXPIRE', T .. ':ledger:' .. id, 30 * 86400000)
end
local stopped, running = {}, {}
local found = redis.call('SSCAN', live, cursor, 'COUNT', 100)
for _, job in ipairs(found[2]) do
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
return { stopped, running, found[1] }

#!lua flags=allow-oom
-- cancel-schedule: the schedule ends, and its waiting jobs → cancelled, some 100 a call; after the last answer none of this
-- generation starts, unless they were to be kept. Its running jobs go on, or are asked to stop. Planned times that are due, or wait for
-- a run to end, are decided as cancelled. The definition stays for 30 days as a tombstone.
-- KEYS: the queue's tag. ARGV: schedule id, who, "remove" or "keep" (what waits), "finish" or "cancel" (what runs), cursor ("0", then what
--   was answered); with cursor "0": generation, watermark, how many times are due, ledger (JSON lines joined by "\n" or ""), members of
--   further ledger lines (from a comma on).
-- Answers "missing", "stale" when its times moved on since it was read, or {ids removed, ids kept, ids running, cursor or "0" when all are seen}.
local T = KEYS[1]
local id, by, waiting, fate, cursor = unpack(ARGV, 1, 5)
local key, live = T .. ':schedule:' .. id, T .. ':live:' .. id
local state, generation, watermark = unpack(redis.call('HMGET', key, 'state', 'generation', 'watermark'))
if not state or (state == 'cancelled') ~= (cursor ~= '0') then return 'missing' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers removed

if cursor == '0' then
  if generation ~= ARGV[6] or watermark ~= ARGV[7] then return 'stale' end
  local ledger = {}
  for line in string.gmatch(ARGV[9], '[^\n]+') do ledger[#ledger + 1] = line end
  redis.call('HSET', key, 'state', 'cancelled', 'next', '', 'nominal', '', 'skips', '', 'catchUp', '', 'updated', nowText, 'cancelledBy', by)
  redis.call('HDEL', key, 'pause', 'problem')
  redis.call('HINCRBY', key, 'cancelled', ARGV[8])
  keepLedger(id, ledger)
  dropPending(id, 'cancelled', ARGV[10])
  redis.call('ZREM', T .. ':due', id)
  redis.call('ZREM', T .. ':schedules', id)
  redis.call('ZREMRANGEBYSCORE', T .. ':tombstones', '-inf', string.format('%.0f', now - 30 * 86400000))
  redis.call('ZADD', T .. ':tombstones', nowText, id)
  for _, name in ipairs({ key, T .. ':ledger:' .. id, T .. ':revisions:' .. id }) do redis.call('PEXPIRE', name, 30 * 86400000) end
end
local stopped, kept, running = {}, {}, {}
local found = redis.call('SSCAN', live, cursor, 'COUNT', 100)
for _, job in ipairs(found[2]) do
  local record = redis.call('HGET', T .. ':state', job) or 'w 1 0 0 - 0 0 -'
  local letter, delivery, run = string.match(record, '^(%S+) (%S+) (%S+ %S+ %S+ %S+)')
  local entry = delivery == '1' and job or job .. '|' .. delivery
  if letter == 'w' and waiting == 'keep' then
    kept[#kept + 1] = job
  elseif letter == 'w' then
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
return { stopped, kept, running, found[1] }

#!lua
-- fire: decides a schedule's due times once, by compare-and-set: nothing → ready for what fires.
-- Proceeds only if the schedule is active (or in error, which this heals), generation, revision and due score are the ones peeked, and the time has come;
-- else another scheduler was first and it is a no-op. Any number of schedulers is safe, and so is a re-sent call.
-- KEYS: the queue's tag.
-- ARGV: schedule id, generation, revision, expected score, watermark, next nominal ms or "", next effective ms or "",
--   overlap (skip or allow), limit (0 none), counters ("name n name n"), ledger (JSON lines joined by "\n" or ""),
--   then per fire: local id, planned ms, head (the priority, then tokens of the header), body (JSON).
-- Answers {now ms, "fired" | "stale" | "early", how many jobs were made}.
local T = KEYS[1]
local id, generation, revision, score, watermark, nominal, effective, overlap = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local limit = tonumber(ARGV[9])
local key, live, ledger = T .. ':schedule:' .. id, T .. ':live:' .. id, T .. ':ledger:' .. id
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ wake

local state, itsGeneration, itsRevision, itsWatermark, fired = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'fired'))
local due = redis.call('ZSCORE', T .. ':due', id)
if (state ~= 'active' and state ~= 'error') or itsGeneration ~= generation or itsRevision ~= revision or not due then return { now, 'stale', 0 } end
if tonumber(due) ~= tonumber(score) or tonumber(watermark) <= tonumber(itsWatermark) then return { now, 'stale', 0 } end
if now < tonumber(due) then return { now, 'early', 0 } end

fired = tonumber(fired or 0)
local skipped, made, levels, lines = 0, {}, {}, {}
local function note(planned, outcome, job)
  lines[#lines + 1] = '{"p":' .. planned .. ',"d":' .. nowText .. ',"o":"' .. outcome .. '"' .. (job and ',"j":"' .. job .. '"' or '') .. '}'
end
for line in string.gmatch(ARGV[11], '[^\n]+') do lines[#lines + 1] = line end
local running = redis.call('SCARD', live)
for at = 12, #ARGV, 4 do
  local job, planned, head, body = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local priority = string.sub(head, 1, 1)
  if limit > 0 and fired >= limit then break end
  if overlap == 'skip' and running > 0 then
    skipped = skipped + 1
    note(planned, 'overlap-skipped')
  else
    redis.call('HSET', T .. ':jobs', job, priority .. ' ' .. planned .. ' ' .. id .. string.sub(head, 2) .. '\n' .. body)
    redis.call('RPUSH', T .. ':ready:' .. priority, job)
    redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
    redis.call('SADD', live, job)
    redis.call('HSET', key, 'lastJob', job, 'lastPlanned', planned, 'lastFired', nowText)
    made[#made + 1] = job
    fired = fired + 1
    running = running + 1
    note(planned, 'fired', job)
  end
end

redis.call('HSET', key, 'state', 'active', 'fired', fired, 'watermark', watermark, 'nominal', nominal, 'next', effective)
if state == 'error' then redis.call('HDEL', key, 'problem') end
if skipped > 0 then redis.call('HINCRBY', key, 'overlapSkipped', skipped) end
for name, count in string.gmatch(ARGV[10], '(%S+) (%S+)') do redis.call('HINCRBY', key, name, count) end
if effective == '' or (limit > 0 and fired >= limit) then
  redis.call('HSET', key, 'state', 'ended', 'next', '', 'nominal', '')
  redis.call('ZREM', T .. ':due', id)
else
  redis.call('ZADD', T .. ':due', effective, id)
end
if #lines > 0 then
  redis.call('LPUSH', ledger, unpack(lines))
  redis.call('LTRIM', ledger, 0, 499)
end
local event = { 'schedule', id }
if #made > 0 then
  wake(#made)
  event[3] = 'ready'
  event[4] = table.concat(made, ' ')
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', unpack(event))
return { now, 'fired', #made }

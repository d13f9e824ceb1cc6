#!lua flags=allow-oom
-- put-schedule: creates a schedule, replaces its definition, or brings back a cancelled one. A new or returning id takes a generation
-- never used before. Saving an identical definition writes nothing. What the caller read must still be so: generation, revision and, where
-- the plan changes, watermark; an edit never fires at once, since the watermark moves to now with the plan.
-- allow-oom: an edit may be what makes room, and a program that starts again saves what is there. A new one was let in before.
-- KEYS: the queue's tag.
-- ARGV: id, "create", "put" or "restore", generation, revision and watermark that were read (each "" for none or any), the generation of a new
--   one, definition (JSON), head, body (JSON), overlap, limit, delay after a run, first and last ms, failures that pause it (each
--   "" for none), the job type whose file declares it or "", who, how (for its history), the history's copy of the definition (JSON), "keep" or
--   "plan", then for a plan:
--   anchor ms, watermark, next nominal ms or "", next effective ms or "", counters of due times of the old plan ("name n name n"), ledger
--   (JSON lines or "").
-- Answers "unchanged", "exists", "stale", "created" or "updated".
local T = KEYS[1]
local id, mode, itsGeneration, itsRevision, itsWatermark, newGeneration, definition, head, body = unpack(ARGV, 1, 9)
local source, by, how, copy, plan = unpack(ARGV, 16, 20)
local key = T .. ':schedule:' .. id
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs

local state, generation, revision, watermark, before, headBefore, bodyBefore =
  unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'definition', 'head', 'body'))
local alive = state and state ~= 'cancelled'
if alive and mode == 'create' then return 'exists' end
if alive and before == definition and headBefore == head and bodyBefore == body then
  if source ~= '' then redis.call('HSET', key, 'source', source, 'sourceRevision', revision) end
  return 'unchanged'
end
if mode == 'restore' and state ~= 'cancelled' then return 'stale' end
if (alive or mode == 'restore') and (generation ~= itsGeneration or revision ~= itsRevision) then return 'stale' end
if alive and plan == 'plan' and watermark ~= itsWatermark then return 'stale' end
if not alive and mode ~= 'restore' and itsRevision ~= '' then return 'stale' end
if not alive and plan == 'keep' then return 'stale' end

if mode == 'restore' then
  for _, name in ipairs({ key, T .. ':ledger:' .. id, T .. ':revisions:' .. id }) do redis.call('PERSIST', name) end
elseif not alive then
  redis.call('UNLINK', key, T .. ':ledger:' .. id, T .. ':revisions:' .. id, T .. ':pending:' .. id)
  redis.call('HSET', key, 'created', nowText, 'by', by)
end
if not alive then
  redis.call('HSET', key, 'generation', newGeneration, 'failuresInRow', 0)
  redis.call('HDEL', key, 'cancelledBy')
end
revision = string.format('%.0f', redis.call('HINCRBY', key, 'revision', 1))
redis.call('HSET', key, 'definition', definition, 'head', head, 'body', body, 'updated', nowText,
  'overlap', ARGV[10], 'limit', ARGV[11], 'delay', ARGV[12], 'starts', ARGV[13], 'ends', ARGV[14], 'pauseAfter', ARGV[15])
if source ~= '' then redis.call('HSET', key, 'source', source, 'sourceRevision', revision) end
redis.call('LPUSH', T .. ':revisions:' .. id, '{"r":' .. revision .. ',"d":' .. nowText .. ',"h":"' .. how .. '","b":' .. cjson.encode(by) .. ',"c":' .. copy .. '}')
redis.call('LTRIM', T .. ':revisions:' .. id, 0, 49)

local limit = tonumber(ARGV[11])
local isSpent = limit and tonumber(redis.call('HGET', key, 'fired') or 0) + redis.call('LLEN', T .. ':pending:' .. id) >= limit
if plan == 'plan' then
  local anchor, newWatermark, nominal, effective, counters, lines = unpack(ARGV, 21, 26)
  redis.call('HSET', key, 'anchor', anchor, 'watermark', newWatermark, 'nominal', nominal, 'next', effective)
  -- Another jitter alone leaves the planned times what they are.
  local isNew = newWatermark ~= watermark
  if isNew then redis.call('HSET', key, 'skips', '', 'catchUp', '') end
  for name, count in string.gmatch(counters, '(%S+) (%S+)') do redis.call('HINCRBY', key, name, count) end
  local ledger = {}
  for line in string.gmatch(lines, '[^\n]+') do ledger[#ledger + 1] = line end
  keepLedger(id, ledger)
  if state ~= 'paused' then
    local awaits = ARGV[12] ~= '' and isNew and alive and redis.call('SCARD', T .. ':live:' .. id) > 0
    redis.call('HSET', key, 'state', (effective ~= '' or awaits) and not isSpent and 'active' or 'ended')
    redis.call('HDEL', key, 'problem')
    if awaits or isSpent then
      redis.call('HSET', key, 'nominal', '', 'next', '')
      effective = ''
    end
    redis.call('ZREM', T .. ':due', id)
    if effective ~= '' then
      local nearest = redis.call('ZRANGE', T .. ':due', 0, 0, 'WITHSCORES')[2]
      redis.call('ZADD', T .. ':due', effective, id)
      if not nearest or tonumber(effective) < tonumber(nearest) then redis.call('SPUBLISH', T .. ':due-sooner', effective) end
    end
  end
elseif isSpent and state ~= 'paused' then
  redis.call('HSET', key, 'state', 'ended', 'nominal', '', 'next', '')
  redis.call('HDEL', key, 'problem')
  redis.call('ZREM', T .. ':due', id)
end
if not alive then
  redis.call('ZREM', T .. ':tombstones', id)
  redis.call('ZADD', T .. ':schedules', 'NX', nowText, id)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return alive and 'updated' or 'created'

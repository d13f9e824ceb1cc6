#!lua
-- put-schedule: creates a schedule, replaces its definition, or brings back a cancelled one. A new or returning id takes a generation
-- never used before. Saving an identical definition writes nothing. What the caller read must still be so: generation, revision and, where
-- the plan changes, watermark; an edit never fires at once, since the watermark moves to now with the plan.
-- KEYS: the queue's tag.
-- ARGV: id, "create", "put" or "restore", generation, revision and watermark that were read (each "" for none or any), the generation of a new
--   one, definition (JSON), head, body (JSON), overlap, limit, delay after a run, last ms, failures that pause it (each "" for none),
--   source (JSON or ""), who, how (for its history), the history's copy of the definition (JSON), "keep" or "plan", then for a plan:
--   anchor ms, watermark, next nominal ms or "", next effective ms or "", how many due times of the old plan are missed, ledger (JSON lines or "").
-- Answers "unchanged", "exists", "stale", "created" or "updated".
local T = KEYS[1]
local id, mode, itsGeneration, itsRevision, itsWatermark, newGeneration, definition, head, body = unpack(ARGV, 1, 9)
local source, by, how, copy, plan = unpack(ARGV, 15, 19)
local key = T .. ':schedule:' .. id
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs

local state, generation, revision, watermark, before, headBefore, bodyBefore, sourceBefore =
  unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'definition', 'head', 'body', 'source'))
local alive = state and state ~= 'cancelled'
if alive and mode == 'create' then return 'exists' end
if alive and before == definition and headBefore == head and bodyBefore == body then
  if source ~= '' and source ~= sourceBefore then redis.call('HSET', key, 'source', source) end
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
if not alive then redis.call('HSET', key, 'generation', newGeneration, 'failuresInRow', 0) end
revision = string.format('%.0f', redis.call('HINCRBY', key, 'revision', 1))
redis.call('HSET', key, 'definition', definition, 'head', head, 'body', body, 'updated', nowText,
  'overlap', ARGV[10], 'limit', ARGV[11], 'delay', ARGV[12], 'ends', ARGV[13], 'pauseAfter', ARGV[14])
if source ~= '' then redis.call('HSET', key, 'source', source) end
redis.call('LPUSH', T .. ':revisions:' .. id, '{"r":' .. revision .. ',"d":' .. nowText .. ',"h":"' .. how .. '","b":' .. cjson.encode(by) .. ',"c":' .. copy .. '}')
redis.call('LTRIM', T .. ':revisions:' .. id, 0, 49)

if plan == 'plan' then
  local anchor, newWatermark, nominal, effective, missed, lines = unpack(ARGV, 20, 25)
  redis.call('HSET', key, 'anchor', anchor, 'watermark', newWatermark, 'nominal', nominal, 'next', effective, 'skips', '', 'catchUp', '')
  if missed ~= '0' then redis.call('HINCRBY', key, 'missedSkipped', missed) end
  local ledger = {}
  for line in string.gmatch(lines, '[^\n]+') do ledger[#ledger + 1] = line end
  keepLedger(id, ledger)
  if state ~= 'paused' then
    local awaits = ARGV[12] ~= '' and redis.call('SCARD', T .. ':live:' .. id) > 0 and alive
    redis.call('HSET', key, 'state', (effective ~= '' or awaits) and 'active' or 'ended')
    redis.call('HDEL', key, 'problem')
    if awaits then
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
end
-- A limit that is reached leaves nothing to plan, whatever else has changed.
local spent = ARGV[11] ~= '' and tonumber(redis.call('HGET', key, 'fired') or 0) + redis.call('LLEN', T .. ':pending:' .. id) >= tonumber(ARGV[11])
if spent and state ~= 'paused' then
  redis.call('HSET', key, 'state', 'ended', 'nominal', '', 'next', '')
  redis.call('ZREM', T .. ':due', id)
end
if not alive then
  redis.call('ZREM', T .. ':tombstones', id)
  redis.call('ZADD', T .. ':schedules', 'NX', nowText, id)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', id)
return alive and 'updated' or 'created'

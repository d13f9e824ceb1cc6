#!lua flags=allow-oom
-- settle: blocked → ready or scheduled when every parent has ended as its policy wants, → cancelled when one has not.
-- For batches: counts the end of a member, and makes the final callback when all have ended: nothing → ready.
-- Idempotent: a parent is noted by its id; members are counted by the place of the news in its source's outbox, which only grows.
-- The end of a parent may come before the job that waits for it: it is noted for a day, and enqueue reads it.
-- KEYS: the queue's tag.
-- ARGV: the queue the news comes from, then per item (≤ 200): "job" or "batch", local id of the job or batch, the parent's id or "",
--   its state letter (s, f, c, or g for gone), the id of the outbox entry or "".
-- Answers how many jobs moved.
local T = KEYS[1]
local source = ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers wake

local event, moved, ready, sooner = {}, 0, 0, nil
local function note(state, id)
  event[#event + 1] = state
  event[#event + 1] = id
  moved = moved + 1
end

local function push(id, priority)
  redis.call('RPUSH', T .. ':ready:' .. priority, id)
  redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)
  ready = ready + 1
  note('ready', id)
end

local function settleJob(id, parent, letter)
  local key = T .. ':parents:' .. id
  -- What has succeeded has succeeded: that it was removed since, before this news was delivered, is no failure.
  if redis.call('HGET', key, parent) == 's' then return end
  local envelope = redis.call('HGET', T .. ':jobs', id)
  if not envelope then
    redis.call('HSET', key, parent, letter)
    redis.call('PEXPIRE', key, 86400000)
    return
  end
  if string.sub(redis.call('HGET', T .. ':state', id) or 'w', 1, 1) ~= 'b' then return end
  local header = string.match(envelope, '^[^\n]+')
  local policy, parents = string.match(header, ' p=(%a)(%d+)')
  if letter ~= 's' and policy == 'w' and letter ~= 'g' then return end
  redis.call('HSET', key, parent, letter)
  if letter ~= 's' and policy ~= 'r' then
    redis.call('ZADD', T .. ':cancelled', nowText, id)
    redis.call('HSET', T .. ':state', id, 'c 1 0 0 - 0 ' .. nowText .. ' parent%20' .. parent)
    redis.call('ZREM', T .. ':blocked', id)
    ended(id, header, 'c')
    tellFollowers({ id }, 'c')
    note('cancelled', id)
  elseif redis.call('HLEN', key) >= tonumber(parents) then
    local priority, due = string.match(header, '^(%d) (%d+)')
    if tonumber(due) > now then
      redis.call('ZADD', T .. ':scheduled', string.format('%.0f', due * 16 + 9 - priority), id)
      sooner = math.min(sooner or math.huge, tonumber(due))
      note('scheduled', id)
    else
      push(id, priority)
    end
    redis.call('HDEL', T .. ':state', id)
    redis.call('ZREM', T .. ':blocked', id)
  end
end

local FIELDS = { s = 'succeeded', f = 'failed', c = 'cancelled' }
local function settleBatch(id, letter)
  local key = T .. ':batch:' .. id
  local total, callback, head, body, rule = unpack(redis.call('HMGET', key, 'total', 'callback', 'head', 'body', 'rule'))
  if not total then return end
  redis.call('HINCRBY', key, FIELDS[letter], 1)
  local counts = redis.call('HMGET', key, 'succeeded', 'failed', 'cancelled')
  local succeeded = tonumber(counts[1] or 0)
  if succeeded + (counts[2] or 0) + (counts[3] or 0) < tonumber(total) then return end
  redis.call('HSET', key, 'ended', nowText)
  redis.call('PEXPIRE', key, 30 * 86400000)
  if not callback or (rule == 'succeeded' and succeeded < tonumber(total)) then return end
  if redis.call('HSETNX', T .. ':jobs', callback, string.sub(head, 1, 1) .. ' 0 -' .. string.sub(head, 2) .. '\n' .. body) == 1 then
    push(callback, string.sub(head, 1, 1))
  end
end

local function newer(a, b)
  local aMs, aSeq = string.match(a, '^(%d+)-(%d+)$')
  local bMs, bSeq = string.match(b, '^(%d+)-(%d+)$')
  if aMs ~= bMs then return tonumber(aMs) > tonumber(bMs) end
  return tonumber(aSeq) > tonumber(bSeq)
end

local mark = redis.call('HGET', T .. ':inbox', source) or '0-0'
for i = 2, #ARGV, 5 do
  local kind, id, parent, letter, place = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  if kind == 'job' then
    settleJob(id, parent, letter)
  elseif newer(place, mark) then
    settleBatch(id, letter)
    mark = place
    redis.call('HSET', T .. ':inbox', source, mark)
  end
end
if sooner then redis.call('SPUBLISH', T .. ':due-sooner', string.format('%.0f', sooner)) end
if ready > 0 then wake(ready) end
if #event > 0 then tell(event) end
return moved

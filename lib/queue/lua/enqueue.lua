#!lua
-- enqueue: nothing → ready, scheduled or blocked, for up to 350 jobs (87 with keys or parents).
-- Idempotent: an id that exists is left alone and reported, so a re-sent call adds nothing.
-- A unique key that is held makes no job: its holder is left alone (reject, or when it runs or is blocked), or takes over the
-- new record (replace), and the new time too (debounce); then it goes on under its next delivery number.
-- KEYS: the queue's tag.
-- ARGV: per job: local id, head, due ("0" at once, "+ms" from now, else ms UTC), body (JSON).
--   head: the priority, then what it asks for: " u=<reject|replace|debounce>,<window ms>,<key>",
--   and tokens that stand in the header as they are (c=, r=, x=, b=, p=). STATES.md has the header's form.
-- Answers {now ms, ids that existed, {new id, its unique key's holder, …}}.
local T = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowText = string.format('%.0f', now)
--@ runs ended followers removed wake

local ids = {}
for i = 1, #ARGV, 4 do ids[#ids + 1] = ARGV[i] end
local present = redis.call('HMGET', T .. ':jobs', unpack(ids))

-- What is still to be written, many jobs at once; `unwritten` has the ids it is about.
local records, later, levels, unwritten = {}, {}, {}, {}
local existing, held = {}, {}
local went = { ready = {}, scheduled = {}, blocked = {}, cancelled = {} }

local function write()
  if #records > 0 then redis.call('HSET', T .. ':jobs', unpack(records)) end
  for priority, level in pairs(levels) do
    redis.call('RPUSH', T .. ':ready:' .. priority, unpack(level))
    redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, #level)
  end
  if #later > 0 then
    local head = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
    redis.call('ZADD', T .. ':scheduled', unpack(later))
    local newHead = redis.call('ZRANGE', T .. ':scheduled', 0, 0, 'WITHSCORES')[2]
    if newHead ~= head then redis.call('SPUBLISH', T .. ':due-sooner', math.floor(newHead / 16)) end
  end
  records, later, levels, unwritten = {}, {}, {}, {}
end

local function place(entry, id, priority, dueMs)
  if dueMs > now then
    later[#later + 1] = string.format('%.0f', dueMs * 16 + 9 - priority)
    later[#later + 1] = entry
    table.insert(went.scheduled, id)
  else
    local level = levels[priority]
    if not level then level = {}; levels[priority] = level end
    level[#level + 1] = entry
    table.insert(went.ready, id)
  end
end

-- Answers the holder of a unique key that lives, its state record and its envelope.
local function holderOf(key)
  local holder = redis.call('GET', T .. ':unique:' .. key)
  if not holder then return nil end
  -- It may have been made, or moved, earlier in this very call.
  if unwritten[holder] then write() end
  local envelope = redis.call('HGET', T .. ':jobs', holder)
  -- One that is gone holds the key only while its window is open; without one it is the leftover of a script that broke.
  if not envelope and redis.call('PTTL', T .. ':unique:' .. key) < 0 then return nil end
  return holder, redis.call('HGET', T .. ':state', holder) or 'w 1 0 0 - 0 0 -', envelope
end

-- Gives a waiting holder the new record; with `dueMs` the new time too.
local function takeOver(holder, state, before, head, dueMs, body)
  local delivery, rest = string.match(state, '^w (%S+) (.+)$')
  local entry = delivery == '1' and holder or holder .. '|' .. delivery
  local score = removed(entry, before)
  local priority = string.sub(head, 1, 1)
  if not dueMs then dueMs = score and math.floor(score / 16) or 0 end
  if not score then
    local nextDelivery = string.format('%.0f', delivery + 1)
    entry = holder .. '|' .. nextDelivery
    redis.call('HSET', T .. ':state', holder, 'w ' .. nextDelivery .. ' ' .. rest)
  end
  redis.call('HSET', T .. ':jobs', holder, priority .. ' ' .. string.format('%.0f', dueMs) .. ' -' .. string.sub(head, 2) .. '\n' .. body)
  unwritten[holder] = true
  place(entry, holder, priority, dueMs)
end

-- A job that asks for more than a priority. Answers its header, or nil when no job is to be made.
local function admitted(id, head, dueMs, body)
  local rule, windowMs, key = string.match(head, ' u=(%a+),(%d+),(%S+)')
  if key then
    head = string.gsub(head, ' u=%S+', '') .. ' u=' .. string.format('%.0f', windowMs == '0' and 0 or now + windowMs) .. ',' .. key
    local holder, state, before = holderOf(key)
    local waits = holder and before and string.sub(state, 1, 1) == 'w'
    local runs = holder and before and string.sub(state, 1, 1) == 'r'
    if holder and (rule == 'reject' or not (waits or runs)) then
      held[#held + 1] = id
      held[#held + 1] = holder
      return nil
    end
    if waits then
      takeOver(holder, state, before, head, rule == 'debounce' and dueMs or nil, body)
      held[#held + 1] = id
      held[#held + 1] = holder
      return nil
    end
    redis.call('SET', T .. ':unique:' .. key, id)
  end
  return string.sub(head, 1, 1) .. ' ' .. string.format('%.0f', dueMs) .. ' -' .. string.sub(head, 2)
end

-- A job with parents: some may have ended before it came to be, and then its own settling has been noted already.
local function block(id, header, policy, parents)
  local settled = redis.call('HGETALL', T .. ':parents:' .. id)
  redis.call('PERSIST', T .. ':parents:' .. id)
  local count, refused = 0, nil
  for i = 1, #settled, 2 do
    if settled[i + 1] == 's' or policy == 'r' then
      count = count + 1
    elseif policy == 'w' and settled[i + 1] ~= 'g' then
      redis.call('HDEL', T .. ':parents:' .. id, settled[i])
    else
      refused = settled[i]
    end
  end
  if refused then
    redis.call('HSET', T .. ':state', id, 'c 1 0 0 - 0 ' .. nowText .. ' parent%20' .. refused)
    redis.call('ZADD', T .. ':cancelled', nowText, id)
    ended(id, header, 'c')
    table.insert(went.cancelled, id)
    return true
  end
  if count >= parents then return false end
  redis.call('HSET', T .. ':state', id, 'b 1 0 0 - 0 0 -')
  redis.call('ZADD', T .. ':blocked', nowText, id)
  table.insert(went.blocked, id)
  return true
end

local seen = {}
for index, id in ipairs(ids) do
  -- The same id may come twice in one call: many senders share it.
  if present[index] or seen[id] then
    existing[#existing + 1] = id
  else
    local at = index * 4 - 3
    local head, due, body = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
    local dueMs = 0
    if due ~= '0' then dueMs = string.sub(due, 1, 1) == '+' and now + tonumber(due) or tonumber(due) end
    local priority, header, waits = head, head, false
    if #head > 1 then
      priority = string.sub(head, 1, 1)
      header = admitted(id, head, dueMs, body)
      local policy, parents = string.match(head, ' p=(%a)(%d+)')
      if header and policy then waits = block(id, header, policy, tonumber(parents)) end
    elseif dueMs > 0 then
      header = head .. ' ' .. string.format('%.0f', dueMs)
    end
    if header then
      records[#records + 1] = id
      records[#records + 1] = header .. '\n' .. body
      unwritten[id], seen[id] = true, true
      if not waits then place(id, id, priority, dueMs) end
    end
  end
end

write()
if #went.cancelled > 0 then tellFollowers(went.cancelled, 'c') end
if #went.ready > 0 then wake(#went.ready) end
local event = {}
for state, moved in pairs(went) do
  if #moved > 0 then
    event[#event + 1] = state
    event[#event + 1] = table.concat(moved, ' ')
  end
end
if #event > 0 then tell(event) end
return { now, existing, held }

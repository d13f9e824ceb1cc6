-- A run has ended: takes it out of those of its schedule that are alive.
local function leftBy(id, schedule, letter)
  redis.call('SREM', T .. ':live:' .. schedule, id)
  runEnded(schedule, letter)
end

-- What the end of a job sets free and sets going, beside its new state. Needs T, now, nowText, runs.
-- header: the first line of its record. letter: s, f or c.
-- Its schedule, its unique key (kept while its window is open), its own retention, its batch.
local function ended(id, header, letter)
  local schedule = string.match(header, '^%d %d+ ([a-z0-9]%S*)')
  if schedule then leftBy(id, schedule, letter) end
  if not string.find(header, '=', 1, true) then return end
  local windowEnd, unique = string.match(header, ' u=(%d+),(%S+)')
  if unique and redis.call('GET', T .. ':unique:' .. unique) == id then
    if tonumber(windowEnd) > now then
      redis.call('PEXPIREAT', T .. ':unique:' .. unique, windowEnd)
    else
      redis.call('UNLINK', T .. ':unique:' .. unique)
    end
  end
  local kept = {}
  kept.s, kept.f, kept.c = string.match(header, ' x=(%d*),(%d*),(%d*)')
  if kept[letter] and kept[letter] ~= '' then
    redis.call('ZADD', T .. ':expiring', string.format('%.0f', now + tonumber(kept[letter])), id)
  end
  local batch = string.match(header, ' b=(%S+)')
  if batch then
    redis.call('XADD', T .. ':outbox', '*', 'batch', batch .. ' ' .. letter)
    redis.call('SPUBLISH', T .. ':due-sooner', '0')
  end
end

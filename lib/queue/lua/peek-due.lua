#!lua flags=no-writes
-- peek-due: reads the schedules that are due, oldest first, for a scheduler to decide about; fire.lua checks that nothing changed since.
-- KEYS: the queue's tag. ARGV: how many at most, how many of the oldest to pass over, and where to begin when more are due than that (0
--   with the oldest, up to 1: schedulers that come at once then take different ones).
-- Answers {now ms, when the one after them is due or "", then per schedule, joined by tabs, which are in none of them: id, due score,
--   state, generation, revision, watermark, nominal, skips, catch-up, pause (JSON or ""), anchor, definition (JSON)}.
local T = KEYS[1]
local most, first, share = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if share > 0 then
  local surplus = redis.call('ZCOUNT', T .. ':due', '-inf', string.format('%.0f', now)) - first - most
  first = first + math.floor(math.max(0, surplus) * share)
end
local found = redis.call('ZRANGE', T .. ':due', first, first + most, 'WITHSCORES')
local answer = { now, '' }
for i = 1, #found, 2 do
  if tonumber(found[i + 1]) > now or i > 2 * most then
    answer[2] = found[i + 1]
    break
  end
  local fields = redis.call('HMGET', T .. ':schedule:' .. found[i], 'state', 'generation', 'revision', 'watermark', 'nominal', 'skips', 'catchUp', 'pause', 'anchor', 'definition')
  for field = 1, 10 do fields[field] = fields[field] or '' end
  answer[#answer + 1] = found[i] .. '\t' .. found[i + 1] .. '\t' .. table.concat(fields, '\t')
end
return answer

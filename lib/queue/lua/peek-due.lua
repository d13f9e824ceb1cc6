#!lua flags=no-writes
-- peek-due: reads the schedules that are due, oldest first, for a scheduler to decide about; fire.lua checks that nothing changed since.
-- KEYS: the queue's tag. ARGV: how many at most.
-- Answers {now ms, when the one after them is due or "", then per schedule an array: id, due score, state, generation, revision,
--   watermark, nominal, skips, catch-up, pause (JSON or "")}.
local T = KEYS[1]
local most = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('ZRANGE', T .. ':due', 0, most, 'WITHSCORES')
local answer = { now, '' }
for i = 1, #found, 2 do
  if tonumber(found[i + 1]) > now or i > 2 * most then
    answer[2] = found[i + 1]
    break
  end
  local fields = redis.call('HMGET', T .. ':schedule:' .. found[i], 'state', 'generation', 'revision', 'watermark', 'nominal', 'skips', 'catchUp', 'pause')
  for field = 1, 8 do fields[field] = fields[field] or '' end
  answer[#answer + 1] = { found[i], found[i + 1], unpack(fields) }
end
return answer

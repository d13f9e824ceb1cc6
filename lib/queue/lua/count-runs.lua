#!lua flags=allow-oom
-- count-runs: adds what an executor has counted since the last time to a minute and to an hour; moves no job.
-- KEYS: the queue's tag. ARGV: the minute and the hour, as their keys name them; how long each is kept (s); then names and counts.
-- Answers nothing of use.
local T = KEYS[1]
for i, key in ipairs({ T .. ':minute:' .. ARGV[1], T .. ':hour:' .. ARGV[2] }) do
  for at = 5, #ARGV, 2 do redis.call('HINCRBY', key, ARGV[at], ARGV[at + 1]) end
  redis.call('EXPIRE', key, ARGV[i + 2])
end
return 1

#!lua flags=allow-oom
-- pause: nothing of the queue starts from now on; what runs goes on. Moves no job.
-- KEYS: the queue's tag. ARGV: the pause (JSON: by, at, reason, until), or "" to resume; when it ends by itself (ms), or "".
-- Answers nothing of use.
local T = KEYS[1]
--@ wake
if ARGV[1] ~= '' then
  redis.call('HSET', T .. ':meta', 'paused', ARGV[1], 'pausedUntil', ARGV[2])
else
  redis.call('HDEL', T .. ':meta', 'paused', 'pausedUntil')
  wake(100)
end
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~ready', '')
return 1

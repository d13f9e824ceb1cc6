#!lua flags=allow-oom
-- limit-queue: holds a queue to so many running jobs and so many starts in a span of time; moves no job.
-- KEYS: the queue's tag. ARGV: most running, most starts, in how many ms ("" for no limit each).
-- Answers nothing of use.
local T = KEYS[1]
--@ wake
local fields = { 'mostRunning', 'rateLimit', 'ratePerMs' }
for i, field in ipairs(fields) do
  if ARGV[i] == '' then
    redis.call('HDEL', T .. ':meta', field)
  else
    redis.call('HSET', T .. ':meta', field, ARGV[i])
  end
end
if ARGV[2] == '' then redis.call('UNLINK', T .. ':starts') end
redis.call('ZREM', T .. ':wakes', '')
wake(100)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', '~ready', '')
return 1

#!lua flags=allow-oom
-- unfollow: forgets who waited for a job that has ended for good, and the outbox entries that said so; moves no job.
-- KEYS: the queue's tag. ARGV: how many parents, their local ids, then ids of outbox entries that are dealt with (≤ 500 in all).
-- Answers nothing of use.
local T = KEYS[1]
local parents = tonumber(ARGV[1])
for i = 2, parents + 1 do
  redis.call('UNLINK', T .. ':followers:' .. ARGV[i])
  redis.call('SREM', T .. ':followed', ARGV[i])
end
for i = parents + 2, #ARGV do redis.call('XDEL', T .. ':outbox', ARGV[i]) end
return 1

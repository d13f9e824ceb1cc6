#!lua flags=allow-oom
-- follow: notes that a job waits for others of this queue to end; moves no job. Before the job itself is made, so that no end is missed.
-- Idempotent. Part of what was let in as a whole. Kept when the parent has failed or was cancelled: a retry may still succeed.
-- KEYS: the queue's tag. ARGV: the id of the job that waits (with its queue), "known" or "promised" (parents that are still to be made),
--   then local ids of its parents.
-- Answers for each parent its state letter (w, b, r, s, f, c), or "" when there is no such job.
local T = KEYS[1]
local follower, promised = ARGV[1], ARGV[2] == 'promised'
local answers = {}
for i = 3, #ARGV do
  local parent = ARGV[i]
  local letter = ''
  if redis.call('HEXISTS', T .. ':jobs', parent) == 1 then
    letter = string.sub(redis.call('HGET', T .. ':state', parent) or 'w', 1, 1)
  end
  if letter ~= 's' and (letter ~= '' or promised) then
    redis.call('SADD', T .. ':followers:' .. parent, follower)
    redis.call('SADD', T .. ':followed', parent)
  end
  answers[i - 2] = letter
end
return answers

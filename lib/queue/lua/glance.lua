#!lua flags=no-writes
-- glance: reads the envelopes of up to 1,000 jobs, and stops at a megabyte; moves no job. For those who look through many jobs
-- without knowing how large they are.
-- KEYS: the queue's tag. ARGV: local ids.
-- Answers the envelopes, "" for a job that is gone; fewer than asked for when they are large, but one at least.
local T = KEYS[1]
local texts, bytes = {}, 0
for i, id in ipairs(ARGV) do
  texts[i] = redis.call('HGET', T .. ':jobs', id) or ''
  bytes = bytes + #texts[i]
  if bytes > 1000000 then break end
end
return texts

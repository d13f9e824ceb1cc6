#!lua flags=no-writes
-- glance: reads the envelopes of up to 1,000 jobs, and stops at a megabyte; moves no job. For those who look through many jobs
-- without knowing how large they are: it begins with one, and takes more at a time while they are small.
-- KEYS: the queue's tag. ARGV: local ids.
-- Answers the envelopes, "" for a job that is gone; fewer than asked for when they are large, but one at least.
local T = KEYS[1]
local texts, bytes, size = {}, 0, 1
while #texts < #ARGV and bytes < 1000000 do
  local found = redis.call('HMGET', T .. ':jobs', unpack(ARGV, #texts + 1, math.min(#texts + size, #ARGV)))
  local before = bytes
  for _, text in ipairs(found) do
    texts[#texts + 1] = text or ''
    bytes = bytes + #texts[#texts]
  end
  size = bytes - before < size * 4000 and math.min(size * 2, 64) or 1
end
return texts

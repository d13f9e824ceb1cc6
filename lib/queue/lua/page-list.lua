#!lua flags=no-writes
-- page-list: reads a stretch of a ready list; moves no job. A place in the list counts from the first entry ever pushed at its
-- tail, so that it names the same entry while the head is popped and pushed.
-- KEYS: the queue's tag. ARGV: priority, the place to begin at or "" for the head, how many entries (≤ 2,000).
-- Answers {the place of the first entry, the entries, for each 1 when it is a tombstone}.
local T = KEYS[1]
local list = T .. ':ready:' .. ARGV[1]
local head = tonumber(redis.call('HGET', T .. ':meta', 'tail:' .. ARGV[1]) or 0) - redis.call('LLEN', list)
local place = ARGV[2] == '' and head or math.max(tonumber(ARGV[2]), head)
local entries = redis.call('LRANGE', list, place - head, place - head + ARGV[3] - 1)
local dropped = {}
if #entries > 0 then dropped = redis.call('SMISMEMBER', T .. ':dropped', unpack(entries)) end
return { place, entries, dropped }

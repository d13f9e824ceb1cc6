#!lua flags=allow-oom
-- put-batch: makes a batch known, before its members; moves no job. Idempotent: one that exists is left alone. Part of what was let in
-- as a whole.
-- KEYS: the queue's tag.
-- ARGV: local id, how many members, name or "", who, when its callback runs ("ended" or "succeeded"),
--   then for a callback: its local id, head (priority and tokens), body (JSON).
-- Answers "made" or "exists".
local T = KEYS[1]
local key = T .. ':batch:' .. ARGV[1]
local time = redis.call('TIME')
local nowText = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
if redis.call('HSETNX', key, 'total', ARGV[2]) == 0 then return 'exists' end
redis.call('HSET', key, 'name', ARGV[3], 'by', ARGV[4], 'rule', ARGV[5], 'created', nowText)
if ARGV[6] then redis.call('HSET', key, 'callback', ARGV[6], 'head', ARGV[7], 'body', ARGV[8]) end
return 'made'

#!lua flags=allow-oom
-- register-queue: makes a queue known, and tells those who watch queues. For what was let in, and for executors that come back to their
-- queues while Redis is full.
-- KEYS: the registry's tag. ARGV: its name.
-- Answers 1 when it is new, 0 when it was known.
local R = KEYS[1]
local name = ARGV[1]
local added = redis.call('SADD', R .. ':queues', name)
if added == 1 then redis.call('PUBLISH', R .. ':new-queue', name) end
return added

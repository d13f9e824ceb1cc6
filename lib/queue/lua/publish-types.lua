#!lua flags=allow-oom
-- publish-types: makes job types known, and tells those who watch them. When Redis is full, too: an executor that has crashed must be able to
-- come back and end what waits.
-- KEYS: the registry's tag. ARGV: per type its name, and what it is (JSON).
-- Answers the version of the catalog.
local R = KEYS[1]
redis.call('HSET', R .. ':catalog', unpack(ARGV))
local version = redis.call('INCR', R .. ':catalog-version')
redis.call('PUBLISH', R .. ':new-catalog', '')
return version

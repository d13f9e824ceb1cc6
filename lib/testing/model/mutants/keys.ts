import { type Mutant, mutant } from "./mutant.ts";

/** Pauses, limits and unique keys; parents and batches. */
export const KEYS: Mutant[] = [
  mutant(
    "turn",
    "a paused queue hands out jobs",
    "if queue[1] and not pauseIsOver then room = 0 end",
  ),
  mutant(
    "turn",
    "the most running jobs of a queue are not heeded",
    "if room > 0 and queue[13] then",
    "if false then",
  ),
  mutant(
    "turn",
    "the rate of a queue is not heeded",
    "if room > 0 and queue[14] then",
    "if false then",
  ),
  mutant(
    "turn",
    "a concurrency key has one slot more",
    ">= tonumber(slots) then",
    "> tonumber(slots) then",
  ),
  mutant(
    "turn",
    "a rate key lets one more go",
    "if redis.call('LLEN', starts) >= tonumber(limit) then",
    "if redis.call('LLEN', starts) > tonumber(limit) then",
  ),
  mutant("reap", "a reaped job keeps its slot", "freed(entry, header)\n  end", "end"),
  mutant("turn", "a job that ends keeps its slot", "freedJobs = freedJobs + freed(entry, header)"),
  mutant(
    null,
    "a slot that is free is offered to nobody",
    "return admit('c:' .. key, 1)",
    "return 0",
  ),
  mutant(
    "turn",
    "nobody looks at a line again",
    "redis.call('ZADD', T .. ':wakes', string.format('%.0f', now + 1000), line)",
  ),
  mutant(
    null,
    "a parked job stays parked when it goes",
    "redis.call('ZREM', T .. ':parked', entry) == 1",
    "redis.call('ZSCORE', T .. ':parked', entry)",
  ),
  mutant(
    null,
    "a parked job stays in its line when it goes",
    "if slots then redis.call('ZREM', T .. ':line:c:' .. slots, entry) end",
  ),
  mutant(
    null,
    "a unique key is never free again",
    "redis.call('UNLINK', T .. ':unique:' .. unique)",
    "local kept = true",
  ),
  mutant(
    null,
    "the window of a unique key is not kept",
    "if tonumber(windowEnd) > now then",
    "if false then",
  ),
  mutant(
    null,
    "whoever ends frees the key of its successor",
    "if unique and redis.call('GET', T .. ':unique:' .. unique) == id then",
    "if unique then",
  ),
  mutant(
    "retry",
    "a retry takes a key that is held",
    "if holder and holder ~= id and",
    "if false and",
  ),
  mutant(
    "enqueue",
    "a job that is taken over stands twice",
    "local score = removed(entry, before)",
    "local score = redis.call('ZSCORE', T .. ':scheduled', entry)",
  ),
  mutant(
    "enqueue",
    "replace moves a job to now",
    "dueMs = score and math.floor(score / 16) or 0 end",
    "dueMs = 0 end",
  ),
  mutant(
    "enqueue",
    "jobs of one call do not see each other",
    "if unwritten[holder] then write() end",
  ),
  mutant(
    "enqueue",
    "what ended before the job was made is missed",
    "redis.call('HGETALL', T .. ':parents:' .. id)",
    "{}",
  ),
  mutant(
    "settle",
    "the last parent is waited for in vain",
    "redis.call('HLEN', key) >= tonumber(parents)",
    "redis.call('HLEN', key) > tonumber(parents)",
  ),
  mutant(
    "settle",
    "a failed parent does not cancel",
    "if letter ~= 's' and policy ~= 'r' then",
    "if false then",
  ),
  mutant(
    "settle",
    "a parent that is removed has not succeeded",
    "if redis.call('HGET', key, parent) == 's' then return end",
  ),
  mutant(
    "settle",
    "the end of a member is counted twice",
    "elseif newer(place, mark) then",
    "else",
  ),
  mutant(
    "retry",
    "a batch counts a retried job again",
    "if string.find(header, ' b=', 1, true) then",
    "if false then",
  ),
  mutant(
    "reap",
    "who waits is not told of a lost job",
    "tellFollowers({ id }, string.sub(final, 1, 1))",
  ),
  mutant("forget", "who waits is not told of a removed job", "tellFollowers({ id }, 'g')"),
  mutant(
    "unfollow",
    "followers are kept for ever",
    "redis.call('SREM', T .. ':followed', ARGV[i])",
  ),
];

/** A bug put into the scripts by replacing a text. Without `scripts`, in every script that has it. */
export interface Mutant {
  bug: string;
  scripts?: string[];
  find: string;
  put: string;
}

const mutant = (scripts: string | null, bug: string, find: string, put = ""): Mutant => ({
  bug,
  scripts: scripts === null ? undefined : scripts.split(" "),
  find,
  put,
});

/** Bugs that engines like this one have had, or nearly. */
export const MUTANTS: Mutant[] = [
  // Fencing and repetition.
  mutant(
    "turn",
    "an ack needs no lease",
    "if not leases[i] then\n      lost",
    "if false then\n      lost",
  ),
  mutant("turn", "a plain success needs no lease", "if not leases[i] then gone = true end"),
  mutant(
    "report",
    "a report needs no lease",
    "if not redis.call('ZSCORE', T .. ':running', entry) then return 0 end",
  ),
  mutant(
    "turn",
    "a turn that is sent again is a new one",
    "if previous and string.match(previous, '^%d+') == sequence then",
    "if false then",
  ),
  mutant(
    "turn",
    "a repeated turn also answers what runs no more",
    "if redis.call('ZSCORE', T .. ':running', entry) then\n      claimed",
    "if true then\n      claimed",
  ),
  mutant("turn", "a claim leaves no lease", "redis.call('ZADD', T .. ':running', unpack(leases))"),
  mutant(
    "turn",
    "a claim is not popped",
    "redis.call('LTRIM', list, #taken, -1)",
    "redis.call('LTRIM', list, #taken - 1, -1)",
  ),
  mutant(
    "turn",
    "a released job keeps its token",
    "local again = id .. '|' .. nextDelivery",
    "nextDelivery = delivery local again = id .. '|' .. delivery",
  ),
  mutant(
    "reap",
    "a reaped job keeps its token",
    "local nextDelivery = string.format('%.0f', delivery + 1)",
    "local nextDelivery = delivery",
  ),
  mutant(
    "beat",
    "a beat extends no lease",
    "redis.call('ZADD', T .. ':running', 'XX', unpack(held))",
  ),
  mutant(
    "beat",
    "a beat does not tell of a cancellation",
    "if asked[i] then cancelled",
    "if false then cancelled",
  ),
  mutant(
    "reap",
    "a lease that has time left is reaped",
    "'-inf', nowText, 'BYSCORE'",
    "'-inf', '+inf', 'BYSCORE'",
  ),
  mutant("reap", "a loss is not counted", "losses = losses + 1", "losses = losses + 0"),
  mutant(
    "reap",
    "a reaped job keeps its lease",
    "  redis.call('ZREM', T .. ':running', entry)\nend",
    "end",
  ),
  // Cancelling.
  mutant(
    null,
    "a cancelled job leaves no tombstone",
    "    redis.call('SADD', T .. ':dropped', entry)",
  ),
  mutant("turn", "a claim takes no notice of tombstones", "and not (dropped and dropped[i] == 1)"),
  mutant(
    "turn",
    "a tombstone outlives its entry",
    "if dropping then redis.call('SREM', T .. ':dropped', unpack(taken)) end",
  ),
  mutant(
    "turn",
    "a job that was asked to stop is tried again",
    "if outcome ~= 's' and by then outcome = 'c' end",
  ),
  mutant(
    "turn",
    "who asked a job to stop is not forgotten",
    "if cancelling then redis.call('HDEL', T .. ':cancelling', entry) end",
  ),
  mutant(
    "reap",
    "a reaped job forgets that it was to stop",
    "local final = by and 'cancelled' or losses",
    "local final = losses",
  ),
  mutant(
    "cancel",
    "a blocked job that is cancelled stays blocked",
    "redis.call('ZREM', T .. ':blocked', id)",
  ),
  mutant(
    "cancelSchedule",
    "runs of a cancelled schedule stay in their list",
    "    removed(entry, header)\n",
  ),
  // States and their keys.
  mutant(
    "promote",
    "a promotion comes an hour early",
    "now * 16 + 15",
    "(now + 3600001) * 16 + 15",
  ),
  mutant(
    "promote",
    "a promoted job stays scheduled",
    "redis.call('ZREM', T .. ':scheduled', unpack(entries))",
  ),
  mutant(
    "runNow",
    "a job that is run now stays scheduled",
    "redis.call('ZREM', T .. ':scheduled', entry)",
  ),
  mutant(
    "reschedule",
    "a job that is moved from ready keeps its token",
    "redis.call('ZADD', T .. ':scheduled', score, id .. '|' .. nextDelivery)",
    "redis.call('ZADD', T .. ':scheduled', score, entry)",
  ),
  mutant("reprioritise", "a raised job keeps its score", "dueMs * 16 + 9 - priority", "score"),
  mutant(
    "reprioritise",
    "executors do not know of the new list",
    "redis.call('HINCRBY', T .. ':meta', 'tail:' .. priority, 1)",
  ),
  mutant(
    "retry",
    "a retried job stays failed",
    "redis.call('ZREM', T .. (state == 'f' and ':failed' or ':cancelled'), id)",
  ),
  mutant("retry", "a retried job has fewer attempts", "' 0 0 - 0 0 -'", "' 1 0 - 0 0 -'"),
  mutant("retry", "retention takes a retried job", "redis.call('ZREM', T .. ':expiring', id)"),
  mutant(
    "enqueue",
    "an id that exists is made again",
    "if present[index] or seen[id] then",
    "if seen[id] then",
  ),
  mutant(
    "enqueue",
    "an id that comes twice in a call is made twice",
    "if present[index] or seen[id] then",
    "if present[index] then",
  ),
  mutant(
    "turn",
    "a released job goes to the end",
    "redis.call('LPUSH', T .. ':ready:' .. priority, again)",
    "redis.call('RPUSH', T .. ':ready:' .. priority, again)",
  ),
  mutant(
    "turn",
    "the lowest priority goes first",
    "for level = 2, 11 do",
    "for level = 11, 2, -1 do",
  ),
  mutant("forget", "a result outlives its job", "redis.call('HDEL', T .. ':results', id)"),
  mutant(
    "trim",
    "what is trimmed stays to be expired",
    "redis.call('ZREM', T .. ':expiring', unpack(ids))",
  ),
  // Pauses and limits.
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
  // Unique keys.
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
  // Parents, batches, schedules.
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
  mutant(
    null,
    "a schedule counts a run that has ended",
    "if schedule then redis.call('SREM', T .. ':live:' .. schedule, id) end",
  ),
];

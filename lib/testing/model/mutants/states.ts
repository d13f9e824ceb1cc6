import { type Mutant, mutant } from "./mutant.ts";

/** Where jobs are, and what is left of them. */
export const STATES: Mutant[] = [
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
];

import { type Mutant, mutant } from "./mutant.ts";

/** Leases, tokens, repetition, and cancelling. */
export const FENCING: Mutant[] = [
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
];

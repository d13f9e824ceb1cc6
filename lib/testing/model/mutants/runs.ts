import { type Mutant, mutant } from "./mutant.ts";

/** The ends of a schedule's runs: what waits for them, failures in a row, delays that count from them. */
export const RUNS: Mutant[] = [
  mutant(
    null,
    "the end of a run loses what waits",
    " or firePending(schedule) then return end",
    " then return end redis.call('LPOP', T .. ':pending:' .. schedule)",
  ),
  mutant(
    null,
    "a planned time waits twice",
    "redis.call('RPUSH', pending, job .. ' ' .. planned .. ' ' .. coalesced)",
    "local entry = job .. ' ' .. planned .. ' ' .. coalesced redis.call('RPUSH', pending, entry, entry)",
  ),
  mutant(
    null,
    "the newest that waits goes first",
    "redis.call('LPOP', T .. ':pending:' .. schedule)",
    "redis.call('RPOP', T .. ':pending:' .. schedule)",
  ),
  mutant(
    null,
    "the newest that waits is put first",
    "redis.call('RPUSH', pending, job",
    "redis.call('LPUSH', pending, job",
  ),
  mutant(
    null,
    "what waits starts while a run is alive",
    "if redis.call('SCARD', T .. ':live:' .. schedule) > 0 or firePending",
    "if firePending",
  ),
  mutant(
    "turn",
    "a plain success means nothing to its schedule",
    "if not isLost[ARGV[i]] then leftBy(ARGV[i], ARGV[i + 1], 's') end",
  ),
  mutant(
    null,
    "what waited does not say for how many it stands",
    "if coalesced ~= '0' then body",
    " if false then body",
  ),
  mutant(
    null,
    "a run that is fired by an end is not counted",
    "redis.call('HINCRBY', key, 'fired', 1)\n  keepLedger",
    "keepLedger",
  ),
  mutant(
    null,
    "failures pause a schedule and what waits is kept",
    "dropPending(schedule, 'paused', ',\"r\":\"' .. reason .. '\"')",
  ),
  mutant(
    null,
    "what waits is dropped and not counted",
    "redis.call('HINCRBY', T .. ':schedule:' .. schedule, outcome, #pending)",
  ),
  mutant(
    null,
    "a success does not end the failures in a row",
    "if letter == 's' and inRow and inRow ~= '0' then redis.call('HSET', key, 'failuresInRow', 0) end",
  ),
  mutant(
    null,
    "one failure more than is allowed",
    "failures >= tonumber(mostFailures)",
    "failures > tonumber(mostFailures)",
  ),
  mutant(
    null,
    "a cancelled run is a failure",
    "if letter == 'f' then\n    local failures",
    "if letter ~= 's' then\n    local failures",
  ),
  mutant(
    null,
    "failures pause a schedule that is still due",
    "redis.call('ZREM', T .. ':due', schedule)\n      dropPending",
    "dropPending",
  ),
  mutant(
    null,
    "failures pause a schedule that has ended",
    "if (state == 'active' or state == 'error') and mostFailures",
    "if mostFailures",
  ),
  mutant(
    null,
    "a catch-up outlives a pause by failures",
    "'catchUp', '', 'pause', '{\"by\"",
    "'pause', '{\"by\"",
  ),
  mutant(
    null,
    "a fixed delay is planned while its run is alive",
    "if not isOver and redis.call('SCARD', T .. ':live:' .. id) == 0 then",
    "if not isOver then",
  ),
  mutant(
    null,
    "a fixed delay is not planned by the end of its run",
    "and nextAt == ''\n",
    "and nextAt == '0'\n",
  ),
  mutant(null, "a fixed delay is planned by the end of any run", "and nextAt == ''\n", "\n"),
  mutant(
    null,
    "a fixed delay goes beyond the end",
    "if ends and ends ~= '' and planned > tonumber(ends) then",
    "if false then",
  ),
  mutant(
    null,
    "a fixed delay begins before the start",
    "math.max(now + tonumber(delay), tonumber(starts) or 0)",
    "now + tonumber(delay)",
  ),
  mutant(
    null,
    "a fixed delay never fires when the clock was turned back",
    "if planned <= tonumber(watermark) then redis.call('HSET', key, 'watermark', string.format('%.0f', planned - 1)) end",
  ),
  mutant(
    null,
    "a fixed delay is planned, and not due",
    "redis.call('ZADD', T .. ':due', text, schedule)",
  ),
  mutant(
    null,
    "a run is not known to its schedule",
    "redis.call('SADD', T .. ':live:' .. schedule, job)",
  ),
  mutant(
    null,
    "a schedule counts a run that has ended",
    "redis.call('SREM', T .. ':live:' .. schedule, id)",
  ),
  mutant(
    "retry",
    "a retried run is not known to its schedule",
    "if schedule then redis.call('SADD', T .. ':live:' .. schedule, id) end",
  ),
  mutant(
    "cancel",
    "a cancelled run means nothing to its schedule",
    "ended(id, header, 'c')\n",
    "if state == 'b' then ended(id, header, 'c') end\n",
  ),
  mutant(
    "reap",
    "a run that is lost for good means nothing to its schedule",
    "ended(id, header, string.sub(final, 1, 1))",
    "if final == 'cancelled' then ended(id, header, 'c') end",
  ),
  mutant(
    null,
    "a run that waited is in no list",
    "  pushRuns()\n  redis.call('HSET', key, newestRun(job, planned))",
    "  redis.call('HSET', key, newestRun(job, planned))",
  ),
];

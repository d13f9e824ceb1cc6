import { type Mutant, mutant } from "./mutant.ts";

/** What a planned time does while a run is alive, and how often a schedule may fire. */
export const OVERLAPS: Mutant[] = [
  mutant(
    null,
    "a skip of a fixed delay goes beyond the end",
    "local isOver = isPastEnd or isSpent",
    "local isOver = isSpent",
  ),
  mutant(
    null,
    "a limit lets one more go",
    "if isSpent(schedule, fired) then break end",
    "if isSpent(schedule, fired - 1) then break end",
  ),
  mutant(
    null,
    "a limit does not count what waits",
    "return schedule.fired + more + redis.call('LLEN', T .. ':pending:' .. schedule.id) >= schedule.limit",
    "return schedule.fired + more >= schedule.limit",
  ),
  mutant(
    null,
    "a schedule goes on at its limit",
    "isPastEnd or isSpent(schedule, 0) or",
    "isPastEnd or",
  ),
  mutant(
    null,
    "what a limit cuts off is counted",
    "plan.counters = plan.counters .. dropBeyond(plan.watermark, plan.ledger)",
  ),
  mutant(
    "fire",
    "what a limit cuts off is decided",
    "plan.watermark = newest or plan.schedule.watermark",
  ),
  mutant(
    null,
    "a run starts beside another",
    "(redis.call('SCARD', live) == 0 and not (isQueueing and redis.call('LLEN', pending) > 0))",
    "true",
  ),
  mutant(null, "skip lets one wait", "elseif isQueueing and redis", "elseif redis"),
  mutant(
    null,
    "queueOne lets two wait",
    "(overlap == 'queueAll' and 1000 or 1)",
    "(overlap == 'queueAll' and 1000 or 2)",
  ),
  mutant(null, "queueAll lets one wait", "(overlap == 'queueAll' and 1000 or 1)", "1"),
  mutant(null, "cancelRunning stops nothing", "      stopRuns(id)\n"),
  mutant(
    null,
    "cancelRunning does not ask what runs",
    "redis.call('HSETNX', T .. ':cancelling', entry, 'schedule%20' .. schedule)",
  ),
  mutant(
    null,
    "a run that cancelRunning stops stays in its list",
    "      removed(entry, header)\n      ended(job, header, 'c')\n",
    "      ended(job, header, 'c')\n",
  ),
  mutant(
    null,
    "a run that cancelRunning stops is still alive",
    "      ended(job, header, 'c')\n      stopped",
    "      stopped",
  ),
  mutant(
    null,
    "a skipped overlap is not counted",
    "if skipped > 0 then redis.call('HINCRBY', schedule.key, 'overlapSkipped', skipped) end",
  ),
  mutant(
    null,
    "a backfilled run is stopped by its own time",
    "if overlap == 'cancelRunning' and not isJob(job) then",
    "if overlap == 'cancelRunning' then",
  ),
  mutant(null, "a backfilled run is made again", "if isJob(job) then return false end"),
  mutant(
    "fire",
    "a run is not known to be there",
    "isThere[jobs[i]] = record ~= false",
    "isThere[jobs[i]] = false",
  ),
  mutant(
    null,
    "a run of the same call is stopped before it is written",
    "if #made > 0 then pushRuns() end",
  ),
  mutant("fire", "a schedule that has fired is not due again", "end\nkeepDue()", "end"),
  mutant(
    null,
    "a limit forgets the runs of this call",
    "if isSpent(schedule, fired) then break end",
    "if isSpent(schedule, 0) then break end",
  ),
  mutant(
    null,
    "a backfilled run waits for itself",
    "if isFree or isJob(job) then",
    "if isFree then",
  ),
  mutant("fire", "runs that are fired are in no list", "pushRuns()\nfor _, plan", "for _, plan"),
];

import { createHash } from "node:crypto";
import { ulidFrom } from "../jobs/ulid.ts";
import type { Logger } from "../logger.ts";
import { headOf } from "../queue/record.ts";
import type { Promoted, Queue } from "../queue/queue.ts";
import type { Schedules } from "../queue/schedules.ts";
import type { CounterName, LedgerRecord, StoredSchedule } from "../queue/stored-schedule.ts";
import { compile, decide } from "../schedule/index.ts";

const MOST_SCHEDULES_A_TICK = 200;
const MOST_JOBS_PROMOTED = 500;
const RETRY_PROBLEM_MS = 30_000;

/** Moves every job that is due to ready. Answers when the next one is, and how much news waits in the outbox. */
export async function promoteDue(queue: Queue): Promise<Promoted> {
  for (;;) {
    const promoted = await queue.promote();
    if (promoted.moved < MOST_JOBS_PROMOTED) return promoted;
  }
}

/** Fires every schedule that is due by `nowMs`, by Redis' clock. Losing to another scheduler is a result, not an error. */
export async function fireDue(schedules: Schedules, nowMs: number, logger: Logger): Promise<void> {
  for (;;) {
    const due = await schedules.due(nowMs, MOST_SCHEDULES_A_TICK);
    await Promise.all(due.map(({ id, scoreMs }) => fireOne(schedules, id, scoreMs, nowMs, logger)));
    if (due.length < MOST_SCHEDULES_A_TICK) return;
  }
}

async function fireOne(
  schedules: Schedules,
  id: string,
  scoreMs: number,
  nowMs: number,
  logger: Logger,
): Promise<void> {
  const schedule = await schedules.get(id);
  if (!schedule || (schedule.state !== "active" && schedule.state !== "error")) return;
  try {
    const decision = decideOne(schedule, nowMs);
    await schedules.fire({
      id,
      generation: schedule.generation,
      revision: schedule.revision,
      expectedScoreMs: scoreMs,
      ...decision,
    });
  } catch (error) {
    if (!(error instanceof Error) || isRedisTrouble(error)) throw error;
    logger.error(
      { err: error, schedule: id },
      "the next time of a schedule cannot be computed; trying again",
    );
    await schedules.fail(schedule, error.message, nowMs + RETRY_PROBLEM_MS);
  }
}

function decideOne(schedule: StoredSchedule, nowMs: number) {
  const { id, generation, definition } = schedule;
  const { timing, body, priority } = definition;
  const decision = decide({
    compiled: compile(timing, { anchorMs: schedule.anchorMs }),
    timing,
    id,
    generation,
    watermarkMs: schedule.watermarkMs,
    nowMs,
    firedCount: schedule.counters.fired,
  });
  const counters: Partial<Record<CounterName, number>> = {
    coalesced: decision.coalesced,
    missedWindow: decision.missedWindow,
    missedSkipped: decision.missedSkipped,
    missedCapped: decision.missedCapped,
  };
  const ledger: LedgerRecord[] = decision.ledger.map(({ plannedMs, outcome, count }) => ({
    p: plannedMs,
    d: nowMs,
    o: outcome,
    ...(count > 1 && { n: count }),
  }));
  return {
    watermarkMs: decision.watermarkMs,
    nominalMs: decision.nextNominalMs,
    nextMs: decision.nextMs,
    overlap: timing.overlap === "allow" ? ("allow" as const) : ("skip" as const),
    limit: timing.limit ?? 0,
    counters,
    ledger,
    jobs: decision.fires.map(({ plannedMs, coalesced }) => ({
      localId: runId(id, generation, plannedMs),
      plannedMs,
      head: headOf(priority, body),
      body: JSON.stringify(coalesced > 0 ? { ...body, k: coalesced } : body),
    })),
  };
}

/** The same planned time makes the same id on every scheduler. */
function runId(scheduleId: string, generation: number, plannedMs: number): string {
  const digest = createHash("sha256").update(`${scheduleId} ${generation} ${plannedMs}`).digest();
  return ulidFrom(plannedMs, digest);
}

/** Redis refuses or cannot be reached: nothing is wrong with what was to be done. */
export function isRedisTrouble(error: Error): boolean {
  return (
    error.name === "ReplyError" || /connection|stream|socket|ECONN|retries/i.test(error.message)
  );
}

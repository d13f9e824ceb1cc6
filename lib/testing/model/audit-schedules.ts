import assert from "node:assert/strict";
import type { Snapshot } from "../../queue/fsck/snapshot.ts";
import { parseSkips, type SchedulePause } from "../../queue/stored-schedule.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";
import { isLiving, type ModelSchedule } from "./schedule.ts";

/** Whether the schedules are as the model has them. `before`: as of the command before. */
export async function auditSchedules(model: Model, real: Real, before: Snapshot): Promise<void> {
  const { snapshot } = real;
  const schedules = model.schedules.all();
  for (const schedule of schedules) {
    if (schedule.isPlannedByEnd) real.opensAt(learnTime(schedule, snapshot, before));
    auditFields(schedule, snapshot);
    auditRuns(model, schedule, snapshot);
    await auditLedger(schedule, real);
  }
  const scores = schedules.flatMap(({ id, dueMs }) => (dueMs === null ? [] : [[id, dueMs]]));
  const due = Array.from(snapshot.map("due"), ([id, score]) => [id, Number(score)]);
  assert.deepEqual(Object.fromEntries(due), Object.fromEntries(scores), "what is due, and when");
  for (const [list, isIn] of [
    ["schedules", isLiving],
    ["tombstones", (schedule: ModelSchedule) => !isLiving(schedule)],
  ] as const)
    assert.deepEqual(
      [...snapshot.map(list).keys()].toSorted(),
      schedules
        .filter(isIn)
        .map(({ id }) => id)
        .toSorted(),
      `the list ${list}`,
    );
}

/** A delay from the end of the run, which was between the two readings of the clock; not before its start. */
function learnTime(schedule: ModelSchedule, snapshot: Snapshot, before: Snapshot): number {
  const nextMs = Number(snapshot.map(`schedule:${schedule.id}`).get("next"));
  const { delayMs, startsMs } = schedule.wish;
  const [earliest, latest] = [before, snapshot].map(({ nowMs }) =>
    Math.max(nowMs + delayMs!, startsMs ?? 0),
  );
  assert.ok(
    nextMs >= earliest! && nextMs <= latest!,
    `${schedule.id} is planned ${nextMs}, and not between ${earliest} and ${latest}`,
  );
  Object.assign(schedule, { nominalMs: nextMs, nextMs, dueMs: nextMs, isPlannedByEnd: false });
  // A clock that was turned back: what is decided is to come again.
  if (nextMs <= schedule.watermarkMs) schedule.watermarkMs = nextMs - 1;
  // One that is due in an hour is never waited for.
  return delayMs === 1 && startsMs === null ? nextMs : 0;
}

function auditFields(schedule: ModelSchedule, snapshot: Snapshot): void {
  const { id, pause, skips, counters } = schedule;
  const fields = snapshot.map(`schedule:${id}`);
  const should = fieldsOf(schedule);
  const is = Object.fromEntries(Object.keys(should).map((name) => [name, fields.get(name) ?? ""]));
  assert.deepEqual(is, should, `the schedule ${id}`);
  for (const [name, count] of Object.entries(counters))
    assert.equal(Number(fields.get(name) ?? 0), count, `I9: how many times of ${id} are ${name}`);
  const { by, untilMs } = JSON.parse(fields.get("pause") ?? "{}") as Partial<SchedulePause>;
  assert.deepEqual(by === undefined ? null : { by, untilMs }, pause, `the pause of ${id}`);
  const noted = parseSkips(fields.get("skips") ?? "").map(({ plannedMs }) => plannedMs);
  assert.deepEqual(
    noted,
    [...skips].toSorted((a, b) => a - b),
    `the notes of ${id}`,
  );
}

function fieldsOf(schedule: ModelSchedule): Record<string, string> {
  const { state, generation, revision, failuresInRow, catchUp, problem } = schedule;
  const { watermarkMs, nominalMs, nextMs } = schedule;
  return {
    state,
    generation: String(generation),
    revision: String(revision),
    failuresInRow: String(failuresInRow),
    watermark: String(watermarkMs),
    nominal: String(nominalMs ?? ""),
    next: String(nextMs ?? ""),
    catchUp: catchUp ? `${catchUp.untilMs} ${catchUp.cappedMs}` : "",
    problem: problem ?? "",
  };
}

function auditRuns(model: Model, schedule: ModelSchedule, snapshot: Snapshot): void {
  const { id, pending } = schedule;
  assert.deepEqual(
    [...snapshot.map(`live:${id}`).keys()].toSorted(),
    model.schedules
      .alive(schedule)
      .map((job) => job.id)
      .toSorted(),
    `the runs of ${id} that are alive`,
  );
  assert.deepEqual(
    snapshot.list(`pending:${id}`),
    pending.map(({ localId, plannedMs, coalesced }) => `${localId} ${plannedMs} ${coalesced}`),
    `I7: the times of ${id} that wait`,
  );
}

/** Each line once, when it is new. */
async function auditLedger(schedule: ModelSchedule, real: Real): Promise<void> {
  const { id, ledger, audited } = schedule;
  const kept = real.snapshot.lengths.get(`ledger:${id}`) ?? 0;
  assert.equal(kept, ledger.length, `how long the ledger of ${id} is`);
  if (ledger.length === audited) return;
  const lines = await real.scheduleReads.ledger(id, ledger.length - audited);
  assert.deepEqual(
    lines.toReversed().map(({ p, o, j, n }) => ({ p: o === "triggered" ? null : p, o, j, n })),
    ledger.slice(audited).map(({ plannedMs, outcome, localId, count = 1 }) => ({
      p: plannedMs,
      o: outcome,
      j: localId,
      n: count > 1 ? count : undefined,
    })),
    `I7: what became of the times of ${id}`,
  );
  schedule.audited = ledger.length;
}

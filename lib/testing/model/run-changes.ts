import assert from "node:assert/strict";
import * as fc from "fast-check";
import { headOf } from "../../queue/record.ts";
import { runId } from "../../scheduler/schedules/decided.ts";
import type { Mix } from "./command.ts";
import { recordOf, timeAfter } from "./decisions.ts";
import type { Model } from "./model.ts";
import { nextId } from "./real.ts";
import { definitionOf, isLiving, type ModelSchedule, type Planned } from "./schedule.ts";
import { Seen, seenOf, uponSchedule } from "./upon-schedule.ts";

/** A run now, beside the plan: paused or not. */
const trigger = uponSchedule(
  "trigger",
  fc.record({ at: fc.nat() }),
  isLiving,
  async (schedule, _, model, real) => {
    const localId = nextId();
    const answer = await real.schedules.trigger(schedule.id, localId, "ana");
    assert.equal(answer, isLiving(schedule) ? "triggered" : "missing", "the answer");
    if (answer === "missing") return;
    model.schedules.run(schedule, { localId });
    model.schedules.note(schedule, [{ plannedMs: null, outcome: "triggered", localId }]);
  },
);

/** Planned times that are past: decided, still to be decided, and waiting for a run to end. */
const What = fc.constantFrom(...(["new", "ran", "waits", "next"] as const));

function runToBackfill(
  model: Model,
  schedule: ModelSchedule,
  what: typeof What extends fc.Arbitrary<infer W> ? W : never,
): Pick<Planned, "plannedMs" | "localId"> {
  const { id, generation, ledger, pending, nominalMs } = schedule;
  const idOf = (plannedMs: number) => ({ plannedMs, localId: runId(id, generation, plannedMs) });
  const ran = ledger.findLast(
    ({ plannedMs, localId }) => plannedMs !== null && localId && model.jobs.has(localId),
  );
  if (what === "ran" && ran) return { plannedMs: ran.plannedMs!, localId: ran.localId! };
  if (what === "waits" && pending[0]) return pending[0];
  if (what === "next" && nominalMs !== null) return idOf(nominalMs);
  return idOf(timeAfter(model, 0, "past"));
}

const backfill = uponSchedule(
  "backfill",
  fc.record({ at: fc.nat(), seen: Seen, what: fc.array(What, { minLength: 1, maxLength: 3 }) }),
  isLiving,
  async (schedule, { seen, what }, model, real) => {
    const wanted = what.map((each) => runToBackfill(model, schedule, each));
    const runs = [...new Map(wanted.map((run) => [run.localId, run])).values()];
    const { body, priority } = definitionOf(schedule.wish);
    const answer = await real.schedules.backfill(
      seenOf(schedule, seen),
      { priority, body },
      "ana",
      runs,
    );
    const made = runs.filter(({ localId }) => !model.jobs.has(localId));
    const isStale = seen === "generation" || seen === "revision";
    const expected = !isLiving(schedule)
      ? "missing"
      : isStale
        ? "stale"
        : made.map(({ localId }) => localId);
    assert.deepEqual(
      answer,
      expected,
      `the answer about ${schedule.id} (${headOf(priority, body)})`,
    );
    if (!Array.isArray(answer)) return;
    for (const run of made) model.schedules.run(schedule, { ...run, coalesced: 0 });
    model.schedules.note(
      schedule,
      made.map((run) => ({ ...run, outcome: "backfilled" })),
    );
  },
);

/** I6: after the answer nothing of it starts that was not to be kept. */
const cancelSchedule = uponSchedule(
  "cancelSchedule",
  fc.record({
    at: fc.nat(),
    seen: Seen,
    waiting: fc.constantFrom("remove" as const, "remove" as const, "keep" as const),
    running: fc.constantFrom("finish" as const, "cancel" as const),
    isDue: fc.boolean(),
  }),
  isLiving,
  async (schedule, { seen, waiting, running, isDue }, model, real) => {
    const due = isDue
      ? [{ plannedMs: timeAfter(model, 0, "past"), outcome: "cancelled", count: 2 }]
      : [];
    const answer = await real.schedules.cancel(
      seenOf(schedule, seen),
      { by: "ana", waiting, running },
      { count: due.length * 2, ledger: due.map(recordOf) },
    );
    const isStale = seen === "generation" || seen === "watermark";
    if (!isLiving(schedule) || isStale) {
      assert.equal(answer, isLiving(schedule) ? "stale" : "missing", "the answer");
      return;
    }
    const alive = model.schedules.alive(schedule);
    const [runs, waits] = [true, false].map((is) =>
      alive.filter(({ state }) => (state === "running") === is),
    );
    const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => id).toSorted();
    assert.ok(typeof answer === "object", `${schedule.id} is cancelled`);
    assert.deepEqual(
      [answer.removed, answer.kept, answer.running].map((each) => each.toSorted()),
      [waiting === "remove" ? waits! : [], waiting === "keep" ? waits! : [], runs!].map(ids),
      "what became of its runs",
    );
    Object.assign(schedule, { state: "cancelled", nominalMs: null, nextMs: null, dueMs: null });
    Object.assign(schedule, { pause: null, problem: null, catchUp: null });
    schedule.skips.clear();
    model.schedules.note(schedule, due);
    model.schedules.drop(schedule, "cancelled");
    if (waiting === "remove") for (const job of waits!) model.end(job, "c");
    if (running === "cancel") for (const job of runs!) job.cancelAsked = true;
  },
);

export const runChanges: Mix = [
  { weight: 2, arbitrary: trigger },
  { weight: 2, arbitrary: backfill },
  { weight: 1, arbitrary: cancelSchedule },
];

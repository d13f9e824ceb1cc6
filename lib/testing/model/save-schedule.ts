import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { NewPlan, PutOutcome, PutSchedule } from "../../queue/put-schedule.ts";
import { FAR, PAST } from "../instants.ts";
import { command, type Mix } from "./command.ts";
import { nextTime, recordOf, timeAfter, When } from "./decisions.ts";
import { SLOTS } from "./job.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";
import {
  definitionOf,
  DELAYS,
  isFiring,
  isLiving,
  isSpent,
  type ModelSchedule,
  newSchedule,
  type ScheduleWish,
} from "./schedule.ts";
import { SCHEDULES, Seen, seenOf } from "./upon-schedule.ts";

const BEYOND_MS = 2 * FAR(0);

/** Most are planned ahead; the window of those that are not is what the end of a run has to look at. */
export const ScheduleWishes: fc.Arbitrary<ScheduleWish> = fc
  .record({
    overlap: fc.constantFrom("skip", "allow", "queueOne", "queueAll", "queueAll", "cancelRunning"),
    limit: fc.constantFrom(null, null, null, 2, 4),
    pauseAfterFailures: fc.constantFrom(0, 1, 1, 2),
    delayMs: fc.constantFrom(null, null, ...DELAYS),
    startsMs: fc.constantFrom(null, null, null, FAR(0)),
    endsMs: fc.constantFrom(null, null, PAST(0), BEYOND_MS),
    priority: fc.constantFrom(5, 5, 9),
    slots: fc.constantFrom(null, null, null, ...SLOTS),
    keptMs: fc.constantFrom(null, null, null, 0),
  })
  .map((wish) => (wish.delayMs === null ? { ...wish, startsMs: null, endsMs: null } : wish));

interface Put {
  at: number;
  mode: "create" | "put" | "restore";
  wish: ScheduleWish;
  isSame: boolean;
  seen: Seen;
  plan: { when: When; jitterMs: number } | "keep" | "jitter";
}

/** What is known of a schedule, and of what it is to be, before it is saved. */
interface Saving {
  put: Put;
  schedule: ModelSchedule | undefined;
  wish: ScheduleWish;
  seen: PutSchedule["seen"];
  plan: NewPlan | null;
}

export const putSchedule = fc
  .record({
    at: fc.nat(),
    mode: fc.constantFrom(...(["create", "put", "put", "put", "restore"] as const)),
    wish: ScheduleWishes,
    isSame: fc.constantFrom(false, false, false, true),
    seen: Seen,
    plan: fc.oneof(
      { weight: 3, arbitrary: fc.record({ when: When, jitterMs: fc.constantFrom(0, 300) }) },
      { weight: 2, arbitrary: fc.constantFrom("keep" as const, "jitter" as const) },
    ),
  })
  .map((put) =>
    command("putSchedule", put, async (_, model, real) => {
      const id = SCHEDULES[put.at % SCHEDULES.length]!;
      await save(model, real, id, put);
    }),
  );

/** The first of all schedules, before anything happens. */
export const saveFirst = (model: Model, real: Real, id: string, wish: ScheduleWish) =>
  save(model, real, id, {
    at: 0,
    mode: "create",
    wish,
    isSame: false,
    seen: "as it is",
    plan: { when: "past", jitterMs: 0 },
  });

async function save(model: Model, real: Real, id: string, put: Put): Promise<void> {
  const saving = savingOf(model, id, put);
  const { schedule, wish, plan, seen } = saving;
  const newGeneration = await real.schedules.newGeneration();
  const outcome = await real.schedules.put({
    id,
    mode: put.mode,
    seen,
    newGeneration,
    definition: definitionOf(wish),
    source: null,
    by: "ana b",
    how: "edited",
    plan,
  });
  assert.equal(outcome, outcomeOf(saving), `what becomes of ${id}`);
  if (outcome !== "created" && outcome !== "updated") return;
  const isKept = outcome === "updated" || put.mode === "restore";
  const saved = isKept ? schedule! : newSchedule(id, wish);
  model.schedules.byId.set(id, saved);
  saved.wish = wish;
  saved.revision++;
  if (outcome === "created") Object.assign(saved, { generation: newGeneration, failuresInRow: 0 });
  if (plan) applyPlan(model, saved, plan, outcome === "updated");
  if (saved.dueMs !== null && saved.dueMs < FAR(0)) real.untilNear(saved.dueMs);
  if (isFiring(saved) && isSpent(saved)) model.schedules.finish(saved);
}

function savingOf(model: Model, id: string, put: Put): Saving {
  const schedule = model.schedules.byId.get(id);
  const living = schedule && isLiving(schedule) ? schedule : undefined;
  const wish = put.isSame && schedule ? schedule.wish : wishOf(put, living);
  const known = put.mode === "restore" ? schedule : living;
  const seen = known ? seenOf(known, put.seen) : put.seen === "as it is" ? null : NOBODY;
  return { put, schedule, wish, seen, plan: planOf(model, living, wish, put) };
}

/** What plans its times is changed with a plan, and never without. */
function wishOf({ wish, plan }: Put, living: ModelSchedule | undefined): ScheduleWish {
  if (!living || typeof plan === "object") return wish;
  const { delayMs, startsMs, endsMs } = living.wish;
  return { ...wish, delayMs, startsMs, endsMs };
}

const NOBODY = { generation: 1, revision: 1, watermarkMs: 1 };

function planOf(
  model: Model,
  living: ModelSchedule | undefined,
  wish: ScheduleWish,
  { plan }: Put,
): NewPlan | null {
  if (plan === "keep") return null;
  if (plan === "jitter") {
    const { watermarkMs, nominalMs } = living ?? {};
    if (watermarkMs === undefined || nominalMs === undefined || nominalMs === null) return null;
    const same = { anchorMs: 0, watermarkMs, nominalMs, nextMs: nominalMs + 2 };
    return { ...same, counters: {}, ledger: [] };
  }
  const missed = { plannedMs: timeAfter(model, 0, "past"), outcome: "missed-skipped", count: 2 };
  const watermarkMs = timeAfter(model, 0, "past");
  // The first time of one that is planned after each run is planned like any other.
  const next = nextTime(model, { wish: { ...wish, delayMs: null } }, watermarkMs, plan);
  const isMissed = living?.state === "active";
  return {
    anchorMs: 0,
    watermarkMs,
    ...next,
    counters: isMissed ? { missedSkipped: 2 } : {},
    ledger: isMissed ? [recordOf(missed)] : [],
  };
}

/** What the answer must be: an identical definition changes nothing, and nothing is changed that was not seen. */
function outcomeOf({ put: { mode }, schedule, wish, seen, plan }: Saving): PutOutcome {
  const living = schedule && isLiving(schedule) ? schedule : undefined;
  if (living && mode === "create") return "exists";
  if (living && JSON.stringify(definitionOf(living.wish)) === JSON.stringify(definitionOf(wish)))
    return "unchanged";
  if (mode === "restore" && (!schedule || living)) return "stale";
  const known = mode === "restore" ? schedule : living;
  if (known?.generation !== seen?.generation || known?.revision !== seen?.revision) return "stale";
  if (living && plan && living.watermarkMs !== seen?.watermarkMs) return "stale";
  if (!living && !plan) return "stale";
  return living ? "updated" : "created";
}

function applyPlan(
  model: Model,
  schedule: ModelSchedule,
  { watermarkMs, nominalMs, nextMs, ledger }: NewPlan,
  wasLiving: boolean,
): void {
  const isAnother = watermarkMs !== schedule.watermarkMs;
  Object.assign(schedule, { watermarkMs, nominalMs, nextMs });
  if (isAnother) {
    schedule.skips.clear();
    schedule.catchUp = null;
  }
  model.schedules.note(
    schedule,
    ledger.map(({ p, o, n }) => ({ plannedMs: p, outcome: o, count: n })),
  );
  if (schedule.state === "paused") return;
  const hasRun = wasLiving && model.schedules.alive(schedule).length > 0;
  const awaits = isAnother && hasRun && schedule.wish.delayMs !== null;
  if (awaits) Object.assign(schedule, { nominalMs: null, nextMs: null });
  const state = awaits || nextMs !== null ? "active" : "ended";
  Object.assign(schedule, { state, problem: null, dueMs: schedule.nextMs });
}

export const saves: Mix = [{ weight: 5, arbitrary: putSchedule }];

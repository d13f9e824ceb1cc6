import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Fire } from "../../queue/schedules.ts";
import { type Check, command, contentOf, type Mix } from "./command.ts";
import { decidedOf, decisionOf, Fate, When } from "./decisions.ts";
import type { Model } from "./model.ts";
import type { Real } from "./real.ts";
import { isFiring, type ModelSchedule } from "./schedule.ts";
import type { Decision } from "./schedules.ts";
import { meantBy, Seen, seenOf } from "./upon-schedule.ts";

const MOST_PEEKED = 200;
/** No time of a test is nearer than an hour, if it is to come. */
const SOON_MS = 60_000;

/** What is wrong with a fire besides what was read: its due time, the notes of times to skip that it knows. */
const Wrong = fc.constantFrom(
  ...Array.from({ length: 12 }, () => null),
  ...(["score", "skips"] as const),
);

const Pick = fc.record({
  at: fc.nat(),
  seen: Seen,
  wrong: Wrong,
  fates: fc.array(Fate, { minLength: 1, maxLength: 3 }),
  next: fc.record({ when: When, jitterMs: fc.constantFrom(0, 0, 500) }),
  catchesUp: fc.constantFrom(false, false, false, true),
});
type Pick = typeof Pick extends fc.Arbitrary<infer P> ? P : never;

/** I8: a schedule is due, by Redis' clock. */
const isDue = ({ dueMs }: ModelSchedule, { snapshot }: Real) =>
  dueMs !== null && dueMs < snapshot.nowMs + SOON_MS;

interface Firing {
  schedule: ModelSchedule;
  picked: Pick;
  decision: Decision;
  fire: Fire;
}

function firingOf(model: Model, picked: Pick): Firing {
  const { at, seen, wrong, fates, next, catchesUp } = picked;
  const schedule = meantBy(model, at, ({ dueMs, state }) => dueMs !== null && state !== "paused");
  const decision = decisionOf(model, schedule, fates, next);
  const decided = decidedOf(decision);
  const { watermarkMs: _, ...known } = seenOf(schedule, seen);
  const expectedScoreMs = (schedule.dueMs ?? 1) + (wrong === "score" ? 1 : 0);
  if (wrong === "skips") decided.skipped.push(decision.watermarkMs + 1);
  // Somebody has decided as much already.
  if (seen === "watermark") decided.watermarkMs = schedule.watermarkMs;
  const untilMs = decision.watermarkMs + 5_000;
  const catchUp = catchesUp ? { untilMs, cappedMs: untilMs + 5_000 } : null;
  return { schedule, picked, decision, fire: { ...known, ...decided, expectedScoreMs, catchUp } };
}

/** I7: decides one, if it is still as it was peeked, and its time has come. Answers how many runs were made; null for a no-op. */
function take(model: Model, real: Real, { schedule, picked, decision, fire }: Firing) {
  const isPeeked = fire.generation === schedule.generation && fire.revision === schedule.revision;
  if (!isFiring(schedule) || !isPeeked || picked.wrong) return null;
  if (fire.expectedScoreMs !== schedule.dueMs || !isDue(schedule, real)) return null;
  if (fire.watermarkMs <= schedule.watermarkMs) return null;
  schedule.catchUp = fire.catchUp;
  return model.schedules.decide(schedule, decision);
}

/** What a scheduler peeks at. */
async function checkPeek(model: Model, real: Real): Promise<void> {
  const { due, nextMs } = await real.schedules.peek(MOST_PEEKED);
  const waiting = model.schedules
    .all(({ dueMs }) => dueMs !== null)
    .toSorted((a, b) => a.dueMs! - b.dueMs! || (a.id < b.id ? -1 : 1));
  const [now, later] = [true, false].map((is) => waiting.filter((one) => isDue(one, real) === is));
  assert.deepEqual(
    due.map(({ id, scoreMs, state, watermarkMs }) => ({ id, scoreMs, state, watermarkMs })),
    now!.map(({ id, dueMs, state, watermarkMs }) => ({ id, scoreMs: dueMs, state, watermarkMs })),
    "I8: what is due",
  );
  assert.equal(nextMs, later![0]?.dueMs ?? null, "when the next is due");
}

/** Several schedules in a call, as several schedulers at once: each is decided once. */
const fire = fc
  .record({
    picks: fc.array(Pick, { minLength: 1, maxLength: 3 }),
    by: fc.constantFrom(1, 1, 2, 3),
  })
  .map((args) =>
    command("fire", args, async ({ picks, by }, model, real) => {
      await real.untilPast();
      await checkPeek(model, real);
      const picked = picks.map((each) => firingOf(model, each));
      // A call has a schedule once, as a peek does.
      const firings = [...new Map(picked.map((each) => [each.schedule.id, each])).values()];
      const fires = firings.map((each) => each.fire);
      const answers = await Promise.all(
        Array.from({ length: by }, () => real.schedules.fire(fires)),
      );
      const made = firings.map((each) => take(model, real, each));
      const waiting = model.schedules.all().flatMap(({ dueMs }) => dueMs ?? []);
      const isKnown = model.schedules.all().every(({ isPlannedByEnd }) => !isPlannedByEnd);
      if (isKnown)
        for (const { nextMs } of answers)
          assert.equal(nextMs ?? Infinity, Math.min(...waiting), "when the next is due");
      const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
      assert.equal(
        sum(answers.map(({ decided }) => decided)),
        made.filter((count) => count !== null).length,
        "I7: how many are decided",
      );
      real.fired = fires
        .filter((_, index) => made[index] !== null)
        .concat(real.fired)
        .slice(0, 5);
    }),
  );

/** I2: what was sent once more by a client that saw no answer, however late. */
const fireAgain = fc.constant(null).map(() =>
  command("fireAgain", null, async (_, __, real): Promise<Check> => {
    const { decided, made } = await real.schedules.fire(real.fired);
    assert.deepEqual({ decided, made }, { decided: 0, made: 0 }, "I7: what is decided again");
    return (after, before) => assert.deepEqual(contentOf(after), contentOf(before));
  }),
);

export const fires: Mix = [
  { weight: 16, arbitrary: fire },
  { weight: 1, arbitrary: fireAgain },
];

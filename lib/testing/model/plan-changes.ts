import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Mix } from "./command.ts";
import { decidedOf, decisionOf, Fate, nextTime, When } from "./decisions.ts";
import { isLiving, type ModelSchedule } from "./schedule.ts";
import { refusalOf, Seen, seenOf, uponSchedule } from "./upon-schedule.ts";
import { FAR, PAST } from "../instants.ts";

const isPaused = ({ state }: ModelSchedule) => state === "paused";

/** How it ends by itself: not at all, at once, or not while a test lasts. */
const pause = uponSchedule(
  "pauseSchedule",
  fc.record({ at: fc.nat(), untilMs: fc.constantFrom(null, PAST(0), FAR(0)) }),
  isLiving,
  async (schedule, { untilMs }, model, real) => {
    const { id, state } = schedule;
    const answer = await real.schedules.pause(id, { by: "ana", atMs: 1, reason: null, untilMs });
    const expected = state === "cancelled" ? "missing" : state === "ended" ? "ended" : "paused";
    assert.equal(answer, expected, `the answer about ${id}`);
    if (answer === "paused") model.schedules.pause(schedule, "ana", untilMs);
  },
);

/** By a person, or by a scheduler that has peeked at the end of a pause; then another pause is none of its business. */
const resume = uponSchedule(
  "resumeSchedule",
  fc.record({
    at: fc.nat(),
    seen: Seen,
    by: fc.constantFrom("person", "scheduler", "late scheduler"),
    fates: fc.array(
      fc.oneof(
        fc.constant("paused" as const),
        Fate.filter((fate) => fate === "fired"),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    next: fc.record({ when: When }),
  }),
  isPaused,
  async (schedule, { seen, by, fates, next }, model, real) => {
    const decision = decisionOf(model, schedule, fates, next);
    const untilMs = by === "person" ? null : (schedule.dueMs ?? 2) - (by === "scheduler" ? 0 : 1);
    const decided = { ...decidedOf(decision), catchUp: null };
    const answer = await real.schedules.resume(seenOf(schedule, seen), decided, untilMs);
    const isLate = untilMs !== null && untilMs !== schedule.dueMs;
    const expected = refusalOf(schedule, seen, "paused") ?? (isLate ? "stale" : "resumed");
    assert.equal(answer, expected, `the answer about ${schedule.id}`);
    if (answer !== "resumed") return;
    Object.assign(schedule, { state: "active", pause: null, failuresInRow: 0 });
    model.schedules.decide(schedule, decision);
  },
);

/** Another next time under the same watermark; a scheduler gives none to one that waits for its run to end. */
const replan = uponSchedule(
  "replan",
  fc.record({ at: fc.nat(), seen: Seen, next: fc.record({ when: When }) }),
  ({ nominalMs, state }) => nominalMs !== null && state !== "ended",
  async (schedule, { seen, next }, model, real) => {
    if (schedule.nominalMs === null) return;
    const another = { ...schedule, wish: { ...schedule.wish, delayMs: null } };
    const later = nextTime(model, another, schedule.watermarkMs, next);
    const answer = await real.schedules.replan(seenOf(schedule, seen), later);
    assert.equal(answer, seen === "as it is" ? "replanned" : "stale", "the answer");
    if (answer === "stale") return;
    Object.assign(schedule, later);
    if (schedule.state === "paused") return;
    const state = later.nextMs === null ? "ended" : "active";
    Object.assign(schedule, { state, problem: null, dueMs: later.nextMs });
  },
);

/** Its next time could not be computed. */
const fail = uponSchedule(
  "failSchedule",
  fc.record({
    at: fc.nat(),
    seen: Seen,
    isLate: fc.constantFrom(false, false, false, true),
    retryMs: fc.constantFrom(PAST(0), FAR(0)),
  }),
  ({ dueMs }) => dueMs !== null,
  async (schedule, { seen, isLate, retryMs }, _, real) => {
    const scoreMs = (schedule.dueMs ?? 1) - (isLate ? 1 : 0);
    const due = { ...seenOf(schedule, seen), scoreMs };
    const answer = await real.schedules.fail(due, "no such zone", retryMs);
    const isAsSeen = seen === "as it is" || seen === "watermark";
    const isFailed = isAsSeen && scoreMs === schedule.dueMs;
    assert.equal(answer, isFailed ? "error" : "stale", `the answer about ${schedule.id}`);
    if (answer === "stale") return;
    Object.assign(schedule, { problem: "no such zone", dueMs: retryMs });
    if (schedule.state === "active") schedule.state = "error";
  },
);

export const planChanges: Mix = [
  { weight: 2, arbitrary: pause },
  { weight: 3, arbitrary: resume },
  { weight: 1, arbitrary: replan },
  { weight: 1, arbitrary: fail },
];

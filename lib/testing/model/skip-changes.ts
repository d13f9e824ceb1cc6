import assert from "node:assert/strict";
import * as fc from "fast-check";
import { FAR, PAST } from "../instants.ts";
import type { Mix } from "./command.ts";
import { decidedOf, nextTime, recordOf, timeAfter, When } from "./decisions.ts";
import { isLiving, type ModelSchedule } from "./schedule.ts";
import { refusalOf, Seen, seenOf, uponSchedule } from "./upon-schedule.ts";

const isPlanned = ({ state, nominalMs }: ModelSchedule) => state === "active" && nominalMs !== null;

const skipNext = uponSchedule(
  "skipNext",
  fc.record({ at: fc.nat(), seen: Seen, next: fc.record({ when: When }) }),
  isPlanned,
  async (schedule, { seen, next }, model, real) => {
    const { id, nominalMs, watermarkMs, wish } = schedule;
    // Whoever reads a schedule without a next time does not get as far as the script.
    if (nominalMs === null) return;
    const plannedMs = nominalMs ?? watermarkMs;
    const afterSkip = plannedMs + (wish.delayMs ?? 0);
    const later =
      wish.delayMs === null
        ? nextTime(model, schedule, plannedMs, next)
        : { nominalMs: afterSkip, nextMs: afterSkip };
    const line = { plannedMs, outcome: "skipped" };
    const decision = { lines: [line], runs: [], watermarkMs: plannedMs, ...later };
    const answer = await real.schedules.skipNext(seenOf(schedule, seen), decidedOf(decision));
    const refusal = refusalOf(schedule, seen, "active");
    assert.equal(answer, refusal ?? "skipped", `the answer about ${id}`);
    if (answer === "skipped") model.schedules.decide(schedule, decision);
  },
);

/** A later time, the next one, or one that is decided already. */
const markSkip = uponSchedule(
  "markSkip",
  fc.record({
    at: fc.nat(),
    seen: Seen,
    what: fc.constantFrom("later", "later", "next", "noted", "decided"),
    isNoted: fc.constantFrom(true, true, true, false),
  }),
  isLiving,
  async (schedule, { at, seen, what, isNoted }, model, real) => {
    const { id, skips, watermarkMs, nominalMs } = schedule;
    const fresh = timeAfter(model, watermarkMs, at % 3 === 0 ? "far" : "past");
    const [noted] = skips;
    const times = { later: fresh, next: nominalMs, noted, decided: watermarkMs };
    const plannedMs = times[what] ?? fresh;
    const note = isNoted ? { by: `${PAST(at % 20)}`, reason: "a holiday" } : null;
    const answer = await real.schedules.markSkip(seenOf(schedule, seen), plannedMs, note);
    const isStale = seen === "generation" || (isNoted && seen === "revision");
    const expected = !isLiving(schedule)
      ? "missing"
      : isStale
        ? "stale"
        : plannedMs <= watermarkMs
          ? "past"
          : isNoted
            ? "marked"
            : "taken back";
    assert.equal(answer, expected, `the answer about ${id}`);
    if (answer === "marked") skips.add(plannedMs);
    if (answer === "taken back") skips.delete(plannedMs);
  },
);

/** What was skipped ahead of its time, the oldest first. */
const skippedAhead = ({ ledger, watermarkMs }: ModelSchedule) =>
  ledger.filter(
    ({ plannedMs, outcome }) =>
      outcome === "skipped" && plannedMs !== null && plannedMs > FAR(0) && plannedMs <= watermarkMs,
  );

/** One of them is the next time again, and those after it are noted once more. */
const unskipNext = uponSchedule(
  "unskipNext",
  fc.record({ at: fc.nat(), seen: Seen, isPast: fc.constantFrom(false, false, false, true) }),
  (schedule) => skippedAhead(schedule).length > 0,
  async (schedule, { at, seen, isPast }, model, real) => {
    const ahead = skippedAhead(schedule);
    if (ahead.length === 0) return;
    const undone = ahead.slice(at % ahead.length);
    const plannedMs = isPast ? PAST(0) : undone[0]!.plannedMs!;
    const noted = schedule.wish.delayMs === null ? undone.slice(1) : [];
    const next = { nominalMs: plannedMs, nextMs: plannedMs + (at % 2) };
    const answer = await real.schedules.unskipNext(seenOf(schedule, seen), {
      plannedMs,
      watermarkMs: plannedMs - 1,
      nextMs: next.nextMs,
      ledger: undone.map(recordOf),
      noted: noted.map((line) => ({ plannedMs: line.plannedMs!, by: "ana", reason: null })),
    });
    const state = schedule.state === "ended" ? "ended" : "active";
    const refusal = refusalOf(schedule, seen, state) ?? (isPast ? "past" : null);
    assert.equal(answer, refusal ?? "taken back", `the answer about ${schedule.id}`);
    if (answer !== "taken back") return;
    schedule.ledger = schedule.ledger.filter((line) => !undone.includes(line));
    schedule.audited = schedule.ledger.length;
    schedule.counters.skipped -= undone.length;
    schedule.watermarkMs = plannedMs - 1;
    for (const line of noted) schedule.skips.add(line.plannedMs!);
    model.schedules.planNext(schedule, next);
  },
);

export const skipChanges: Mix = [
  { weight: 3, arbitrary: skipNext },
  { weight: 2, arbitrary: markSkip },
  { weight: 2, arbitrary: unskipNext },
];

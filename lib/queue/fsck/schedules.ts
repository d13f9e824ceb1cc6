import { COUNTER_NAMES } from "../stored-schedule.ts";
import { type Finding, finding } from "./finding.ts";
import { type ReadSchedule, schedulesOf } from "./schedule.ts";
import type { Snapshot } from "./snapshot.ts";

const MOST_PENDING = 1_000;
const MOST_SKIPS = 100;
const COUNTS = [...COUNTER_NAMES, "failuresInRow"];

/** I12: a schedule is due exactly when somebody has to look at it: at its next time, or when its pause ends. */
export function* checkDue(snapshot: Snapshot): Generator<Finding> {
  for (const id of snapshot.map("due").keys())
    if (!snapshot.maps.has(`schedule:${id}`))
      yield finding("I12", "due", id, "is due, but there is no such schedule");
  for (const schedule of schedulesOf(snapshot)) {
    const { id, key, state } = schedule;
    const score = snapshot.map("due").get(id);
    const should = dueOf(schedule);
    if (should === "awaited") {
      // The end of a run plans the next, and there is none that could end.
      if (snapshot.map(`live:${id}`).size === 0)
        yield finding("I12", key, id, `waits since ${schedule.text("watermark")} for no run's end`);
      if (score !== undefined)
        yield finding("I12", "due", id, "is due, though it waits for its run to end");
    } else if ((score === undefined) !== (should === null))
      yield finding("I12", "due", id, `is ${score === undefined ? "not " : ""}due, but ${state}`);
    else if (typeof should === "number" && Number(score) !== should)
      yield finding("I12", "due", id, `is due at ${score}, and not at ${should}`);
  }
}

/** "sometime" when it is to be tried again, "awaited" when the end of its run plans it. */
function dueOf(schedule: ReadSchedule): number | "sometime" | "awaited" | null {
  const { state, untilMs } = schedule;
  switch (state) {
    case "active":
      return schedule.number("next") ?? (schedule.text("delay") === "" ? "sometime" : "awaited");
    case "error":
      return "sometime";
    case "paused":
      return untilMs !== null && schedule.text("problem") !== "" ? "sometime" : untilMs;
    default:
      return null;
  }
}

/** I7: what is decided is decided once: next times, and times to skip, are past the watermark. The rest agrees with its state. */
export function* checkPlans(snapshot: Snapshot): Generator<Finding> {
  for (const schedule of schedulesOf(snapshot)) {
    const { id, key, state, skips } = schedule;
    const watermark = schedule.number("watermark") ?? Infinity;
    const [nominal, next] = [schedule.number("nominal"), schedule.number("next")];
    if (nominal !== null && nominal <= watermark)
      yield finding("I7", key, id, `plans ${nominal}, which is decided already`);
    if ((nominal === null) !== (next === null) || (next ?? 0) < (nominal ?? 0))
      yield finding("I7", key, id, `plans ${nominal}, but would fire it at ${next}`);
    if (next !== null && (state === "ended" || state === "cancelled"))
      yield finding("I12", key, id, `has a next time, but is ${state}`);
    if ((state === "paused") !== (schedule.text("pause") !== ""))
      yield finding("I12", key, id, `is ${state}, and its pause says otherwise`);
    if (schedule.text("problem") === "" ? state === "error" : !/error|paused/.test(state))
      yield finding("I12", key, id, `is ${state}, and its problem says otherwise`);
    if (skips.length > MOST_SKIPS || skips.some((plannedMs) => !(plannedMs > watermark)))
      yield finding("I7", key, id, "is to skip times that are decided, or too many");
    yield* checkCounts(snapshot, schedule);
  }
}

/** I9: its counters count, and it ends with the last run that its limit allows. */
function* checkCounts(snapshot: Snapshot, schedule: ReadSchedule): Generator<Finding> {
  const { id, key, state } = schedule;
  for (const name of COUNTS)
    if (!(Number(schedule.text(name)) >= 0))
      yield finding("I9", key, id, `has counted ${schedule.text(name)} as ${name}`);
  const limit = schedule.number("limit") ?? Infinity;
  const fires = (schedule.number("fired") ?? 0) + snapshot.list(`pending:${id}`).length;
  if (fires >= limit && (state === "active" || state === "error"))
    yield finding("I9", key, id, `is ${state}, though it has made ${fires} runs of ${limit}`);
}

/** I7: planned times wait, each once, and only while a run is alive whose end fires them. */
export function* checkPending(snapshot: Snapshot): Generator<Finding> {
  for (const [id, entries] of snapshot.named(snapshot.lists, "pending:")) {
    if (entries.length === 0) continue;
    const key = `pending:${id}`;
    const state = snapshot.map(`schedule:${id}`).get("state") ?? "gone";
    if (!/active|error|ended/.test(state))
      yield finding("I7", key, id, `has times that wait for a run to end, but is ${state}`);
    if (snapshot.map(`live:${id}`).size === 0)
      yield finding("I7", key, id, `has ${entries[0]} waiting for a run to end, but none is alive`);
    if (entries.length > MOST_PENDING)
      yield finding("I7", key, id, `has more than ${MOST_PENDING} times waiting`);
    const times = new Set(entries.map((entry) => entry.split(" ")[1]));
    if (times.size < entries.length) yield finding("I7", key, id, "has a planned time twice");
  }
}

import { type Finding, finding } from "./finding.ts";
import { type ReadSchedule, schedulesOf } from "./schedule.ts";
import type { Snapshot } from "./snapshot.ts";

const KEPT_MS = 30 * 86_400_000;
const MOST_REVISIONS = 50;
const MOST_LINES = 500;
const STATES = /^(active|paused|error|ended|cancelled)$/;

/** I10: a schedule is listed as one that lives, or as one that was cancelled. */
export function* checkLists(snapshot: Snapshot): Generator<Finding> {
  const [living, cancelled] = [snapshot.map("schedules"), snapshot.map("tombstones")];
  for (const schedule of schedulesOf(snapshot)) {
    const { id, key, state } = schedule;
    if (!STATES.test(state)) yield finding("I12", key, id, `is in no state, but in "${state}"`);
    const lists = [living, cancelled].map((list) => list.has(id));
    if (lists[0] !== (state !== "cancelled"))
      yield finding("I10", "schedules", id, `is ${lists[0] ? "" : "not "}listed, but ${state}`);
    if (lists[1] !== (state === "cancelled"))
      yield finding("I10", "tombstones", id, `is ${lists[1] ? "" : "not "}listed, but ${state}`);
  }
  for (const id of living.keys())
    if (!snapshot.maps.has(`schedule:${id}`))
      yield finding("I10", "schedules", id, "is listed, but there is no such schedule");
  for (const [id, atMs] of cancelled)
    if (!snapshot.maps.has(`schedule:${id}`) && Number(atMs) + KEPT_MS > snapshot.nowMs)
      yield finding("I10", "tombstones", id, "can be restored no more, before its time");
}

/** I7: no two have had the same generation, by which a decision that comes too late is told. */
export function* checkGenerations(snapshot: Snapshot): Generator<Finding> {
  const newest = Number(snapshot.map("meta").get("generations") ?? 0);
  const owners = new Map<number, number>();
  const generationOf = (schedule: ReadSchedule) => schedule.number("generation") ?? 0;
  for (const schedule of schedulesOf(snapshot)) {
    const generation = generationOf(schedule);
    owners.set(generation, (owners.get(generation) ?? 0) + 1);
  }
  for (const schedule of schedulesOf(snapshot)) {
    const generation = generationOf(schedule);
    if (generation < 1 || generation > newest || owners.get(generation) !== 1)
      yield finding(
        "I7",
        schedule.key,
        schedule.id,
        `has the generation ${generation}, which is not its own`,
      );
  }
}

/** I10: histories are those of schedules, have their bounds, and are gone with a schedule that was cancelled. */
export function* checkHistories(snapshot: Snapshot): Generator<Finding> {
  for (const [prefix, most] of Object.entries({ "ledger:": MOST_LINES, "revisions:": Infinity }))
    for (const [id, length] of snapshot.named(snapshot.lengths, prefix)) {
      if (length > 0 && !snapshot.maps.has(`schedule:${id}`))
        yield finding("I10", prefix + id, id, "is the history of no schedule");
      if (length > most) yield finding("I10", prefix + id, id, "is longer than what is kept");
    }
  for (const schedule of schedulesOf(snapshot)) {
    const { id, key } = schedule;
    const revision = schedule.number("revision") ?? 0;
    const kept = snapshot.lengths.get(`revisions:${id}`) ?? 0;
    if (kept !== Math.min(revision, MOST_REVISIONS))
      yield finding("I9", `revisions:${id}`, id, `has ${kept} of ${revision} revisions`);
    for (const name of [key, `ledger:${id}`, `revisions:${id}`])
      yield* checkExpiry(snapshot, schedule, name);
  }
}

function* checkExpiry(
  snapshot: Snapshot,
  { id, state }: ReadSchedule,
  name: string,
): Generator<Finding> {
  const expires = snapshot.ttlMs.has(name);
  const isKept = snapshot.maps.has(name) || (snapshot.lengths.get(name) ?? 0) > 0;
  if (isKept && expires !== (state === "cancelled"))
    yield finding("I10", name, id, `is kept ${expires ? "for a while" : "for ever"}, but ${state}`);
}

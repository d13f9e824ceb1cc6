import { type Finding, finding } from "./finding.ts";
import type { Snapshot } from "./snapshot.ts";

/** I12: jobs that wait for others are known to those, and wait only while there is something to wait for. */
export function* checkParents(snapshot: Snapshot): Generator<Finding> {
  const followed = snapshot.map("followed");
  for (const [id] of snapshot.named(snapshot.maps, "followers:"))
    if (!followed.has(id))
      yield finding("I12", `followers:${id}`, id, "is followed, but its end will not be told");
  for (const id of followed.keys())
    if (!snapshot.maps.has(`followers:${id}`))
      yield finding("I12", "followed", id, "is said to be followed, but nobody waits for it");
  for (const id of snapshot.map("blocked").keys()) {
    const parents = snapshot.header(id)?.parents ?? 0;
    if (snapshot.map(`parents:${id}`).size >= parents)
      yield finding("I12", "blocked", id, "is blocked, though every parent has ended");
  }
}

/** I12: a schedule knows its unfinished runs, and none else. Some may be left of one that was cancelled. */
export function* checkRuns(snapshot: Snapshot): Generator<Finding> {
  const unfinished = new Set<string>();
  for (const id of snapshot.map("jobs").keys()) {
    const schedule = snapshot.header(id)?.schedule;
    if (!schedule || !snapshot.isLive(id)) continue;
    unfinished.add(id);
    if (!snapshot.map(`live:${schedule}`).has(id))
      yield finding("I12", `live:${schedule}`, id, "has not ended, but its schedule forgot it");
  }
  for (const [schedule, ids] of snapshot.named(snapshot.maps, "live:"))
    for (const id of ids.keys())
      if (!unfinished.has(id) || snapshot.header(id)?.schedule !== schedule)
        yield finding("I12", `live:${schedule}`, id, "is no unfinished run of this schedule");
}

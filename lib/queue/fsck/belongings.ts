import { type Finding, finding } from "./finding.ts";
import type { Snapshot } from "./snapshot.ts";

/** I10: every key has a known pattern and type. */
export function* checkKeys(snapshot: Snapshot): Generator<Finding> {
  for (const name of snapshot.unknownKeys)
    yield finding("I10", name, "", "is a key that no part of Carillon writes");
  for (const { name, reason } of snapshot.wrongTypes) yield finding("I10", name, "", reason);
}

/** I10: what was kept of a job is gone when the job is. */
export function* checkBelongings(snapshot: Snapshot): Generator<Finding> {
  const jobs = snapshot.map("jobs");
  for (const name of ["state", "results", "progress"])
    for (const id of snapshot.map(name).keys())
      if (!jobs.has(id)) yield finding("I10", name, id, "is left of a job that does not exist");
  for (const prefix of ["attempts:", "logs:", "result:"])
    for (const [id] of snapshot.named(snapshot.lengths, prefix))
      if (!jobs.has(id))
        yield finding("I10", prefix + id, id, "is left of a job that does not exist");
  for (const [id] of snapshot.named(snapshot.maps, "parents:"))
    if (!jobs.has(id) && !snapshot.ttlMs.has(`parents:${id}`))
      yield finding("I10", `parents:${id}`, id, "waits for ever for a job that does not exist");
  for (const id of snapshot.map("expiring").keys())
    if (!jobs.has(id) || snapshot.isLive(id))
      yield finding("I10", "expiring", id, "is to be removed, but has not ended");
}

/** I9: the counters that pages and batches go by. */
export function* checkCounters(snapshot: Snapshot): Generator<Finding> {
  const meta = snapshot.map("meta");
  for (const [priority, entries] of snapshot.named(snapshot.lists, "ready:")) {
    const tail = Number(meta.get(`tail:${priority}`));
    // A list whose tail is unknown is one that no executor looks into.
    if (!(tail >= 0))
      yield finding(
        "I9",
        "meta",
        `tail:${priority}`,
        `is missing, but ${entries.length} are ready`,
      );
  }
  for (const [id, fields] of snapshot.named(snapshot.maps, "batch:")) {
    const count = (name: string) => Number(fields.get(name) ?? 0);
    const total = count("total");
    const ended = count("succeeded") + count("failed") + count("cancelled");
    if (ended > total)
      yield finding("I9", `batch:${id}`, id, `has counted ${ended} ends of ${total} jobs`);
    if (fields.has("ended") !== ended >= total)
      yield finding("I9", `batch:${id}`, id, `has counted ${ended} of ${total}, and is not ended`);
  }
}

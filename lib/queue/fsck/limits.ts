import { parseEntry } from "../record.ts";
import { type Finding, finding } from "./finding.ts";
import type { Snapshot } from "./snapshot.ts";

/** I13: a unique key is held exactly while a live job holds it, or its window is open. */
export function* checkUniqueKeys(snapshot: Snapshot): Generator<Finding> {
  for (const [key, holder] of snapshot.named(snapshot.texts, "unique:")) {
    const name = `unique:${key}`;
    const isHeld = snapshot.isLive(holder) && snapshot.header(holder)?.uniqueKey === key;
    const hasWindow = snapshot.ttlMs.has(name);
    if (!isHeld && !hasWindow)
      yield finding("I13", name, holder, "holds the key, but is no live job that asked for it");
    if (isHeld && hasWindow)
      yield finding("I13", name, holder, "lives, but its key will be free before it ends");
  }
  for (const id of snapshot.map("jobs").keys()) {
    const key = snapshot.header(id)?.uniqueKey;
    // Once it has started, another job may have taken the key over.
    if (!key || !snapshot.isLive(id) || snapshot.record(id).worker !== null) continue;
    if (snapshot.texts.get(`unique:${key}`) !== id)
      yield finding("I13", `unique:${key}`, id, "waits, but does not hold its unique key");
  }
}

/** I14: the slots of a concurrency key are those of the jobs that run, and never more than it has. */
export function* checkSlots(snapshot: Snapshot): Generator<Finding> {
  const running = snapshot.map("running");
  for (const [key, holders] of snapshot.named(snapshot.maps, "busy:")) {
    let limit = 0;
    for (const entry of holders.keys()) {
      const slots = snapshot.header(parseEntry(entry).localId)?.slots;
      if (!running.has(entry) || slots?.key !== key)
        yield finding("I14", `busy:${key}`, entry, "holds a slot, but does not run with this key");
      limit = Math.max(limit, slots?.limit ?? 0);
    }
    if (limit > 0 && holders.size > limit)
      yield finding("I14", `busy:${key}`, "", `has ${holders.size} slots in use of ${limit}`);
  }
  for (const entry of running.keys()) {
    const slots = snapshot.header(parseEntry(entry).localId)?.slots;
    if (slots && !snapshot.map(`busy:${slots.key}`).has(entry))
      yield finding("I14", `busy:${slots.key}`, entry, "runs without the slot that it needs");
  }
}

/** I12 and I14: what is parked waits in the line of one of its keys, and each line is looked at again. */
export function* checkLines(snapshot: Snapshot): Generator<Finding> {
  const lines = new Map<string, string[]>();
  for (const [line, entries] of snapshot.named(snapshot.maps, "line:")) {
    if (!snapshot.map("wakes").has(line))
      yield finding("I14", `line:${line}`, "", "is not in wakes: nobody looks at it again");
    for (const entry of entries.keys()) {
      lines.set(entry, [...(lines.get(entry) ?? []), line]);
      const header = snapshot.header(parseEntry(entry).localId);
      const own = [`c:${header?.slots?.key}`, `r:${header?.rateKey}`];
      if (!own.includes(line))
        yield finding("I12", `line:${line}`, entry, "waits in the line of a key it does not have");
    }
  }
  for (const entry of snapshot.map("parked").keys())
    if (lines.get(entry)?.length !== 1)
      yield finding("I12", "parked", entry, `waits in ${lines.get(entry)?.length ?? 0} lines`);
  for (const [entry, names] of lines)
    if (!snapshot.map("parked").has(entry))
      yield finding("I12", `line:${names[0]}`, entry, "waits in a line, but is not parked");
}

import { entryOf, parseEntry, type StateLetter } from "../record.ts";
import { type Finding, finding } from "./finding.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where a job can be; `parked` is ready, but for the slot or the rate of its key. */
const LETTERS = {
  scheduled: "w",
  ready: "w",
  parked: "w",
  blocked: "b",
  running: "r",
  succeeded: "s",
  failed: "f",
  cancelled: "c",
} as const satisfies Record<string, StateLetter>;
export type Place = keyof typeof LETTERS;

const SETS = Object.keys(LETTERS).filter((place) => place !== "ready") as Place[];

export interface Standing {
  place: Place;
  key: string;
  entry: string;
}

/** Wherever an id stands, tombstones left out. */
export function placesOf(snapshot: Snapshot): Map<string, Standing[]> {
  const places = new Map<string, Standing[]>();
  const note = (place: Place, key: string, entry: string) => {
    const { localId } = parseEntry(entry);
    const standings = places.get(localId);
    if (standings) standings.push({ place, key, entry });
    else places.set(localId, [{ place, key, entry }]);
  };
  const dropped = snapshot.map("dropped");
  for (const [priority, entries] of snapshot.named(snapshot.lists, "ready:"))
    for (const entry of entries) if (!dropped.has(entry)) note("ready", `ready:${priority}`, entry);
  for (const place of SETS)
    for (const entry of snapshot.map(place).keys()) note(place, place, entry);
  return places;
}

/** I12: each job is in exactly one place, and its record agrees. */
export function* checkPlaces(snapshot: Snapshot): Generator<Finding> {
  const places = placesOf(snapshot);
  for (const id of snapshot.map("jobs").keys()) {
    const standings = places.get(id) ?? [];
    if (standings.length === 0)
      yield finding("I12", "jobs", id, "is in no place: nothing will ever start it");
    else if (standings.length > 1)
      yield finding("I12", "jobs", id, `is in ${standings.map(({ key }) => key).join(" and ")}`);
    for (const standing of standings) yield* checkStanding(snapshot, id, standing);
  }
  for (const [id, standings] of places)
    if (!snapshot.map("jobs").has(id))
      for (const { key, entry } of standings)
        yield finding("I12", key, entry, "is the entry of a job that does not exist");
  yield* checkTombstones(snapshot);
}

function* checkStanding(
  snapshot: Snapshot,
  id: string,
  { place, key, entry }: Standing,
): Generator<Finding> {
  const { letter, delivery } = snapshot.record(id);
  if (letter !== LETTERS[place])
    yield finding("I12", key, entry, `is there, but the job's record has the letter ${letter}`);
  const isFinal = letter === "s" || letter === "f" || letter === "c";
  const expected = isFinal || letter === "b" ? id : entryOf(id, delivery);
  if (entry !== expected) yield finding("I12", key, entry, `should be the entry ${expected}`);
  const priority = snapshot.map("jobs").get(id)?.[0];
  if (!priority) return;
  const own =
    place === "scheduled" ? 9 - (Number(snapshot.map(key).get(entry)) % 16) : key.slice(-1);
  if ((place === "scheduled" || place === "ready") && priority !== String(own))
    yield finding("I15", key, entry, `waits with the priority ${own}, but has ${priority}`);
}

/** A tombstone without its entry is never taken away, and makes the count of ready jobs too small. */
function* checkTombstones(snapshot: Snapshot): Generator<Finding> {
  const listed = new Set<string>();
  for (const [, entries] of snapshot.named(snapshot.lists, "ready:"))
    for (const entry of entries) listed.add(entry);
  for (const entry of snapshot.map("dropped").keys())
    if (!listed.has(entry))
      yield finding("I9", "dropped", entry, "is dropped, but stands in no ready list");
}

/** I11: what runs has a lease and an owner. That it has a lease is to stand in `running`, which I12 has checked. */
export function* checkLeases(snapshot: Snapshot): Generator<Finding> {
  for (const entry of snapshot.map("running").keys())
    if (snapshot.record(parseEntry(entry).localId).worker === null)
      yield finding("I11", "running", entry, "has a lease, but no executor");
  for (const entry of snapshot.map("cancelling").keys())
    if (!snapshot.map("running").has(entry))
      yield finding("I11", "cancelling", entry, "is asked to stop, but does not run");
}

import type { CronTimes } from "./cron-times.ts";
import { clock, longDate } from "./date-words.ts";
import type { Zone } from "./zone.ts";

/** What a clock change does to the run at `atMs`, or has done to those that would have been between it and `beforeMs`. */
export function clockNote(
  times: CronTimes,
  zone: Zone,
  atMs: number,
  beforeMs: number,
): string | undefined {
  const notes = [...notesOnLost(times, zone, beforeMs, atMs), ...notesOnWall(times, zone, atMs)];
  return notes.length > 0 ? notes.join("; ") : undefined;
}

function* notesOnLost(times: CronTimes, zone: Zone, beforeMs: number, atMs: number) {
  for (const { wall, count } of times.lostIn(beforeMs, atMs)) {
    const day = `on ${longDate(wall)} in ${placeOf(zone)}`;
    yield count === 1
      ? `${clock(wall)} does not exist ${day}: no run`
      : `${clock(wall)} and ${count - 1} more times do not exist ${day}: no runs`;
  }
}

function* notesOnWall(times: CronTimes, zone: Zone, atMs: number) {
  const wall = times.nextWithWall(atMs - 1)!.wall;
  const day = `on ${longDate(wall)} in ${placeOf(zone)}`;
  const passes = zone.instantsOf(wall).length;
  if (passes === 0) {
    const shown = zone.wallAt(atMs);
    const later = longDate(shown) === longDate(wall) ? "" : ` on ${longDate(shown)}`;
    yield `${clock(wall)} does not exist ${day}: runs at ${clock(shown)}${later}`;
  } else if (passes === 2) {
    const runs = times.isFixedTime ? "runs once, at the first" : "runs both times";
    yield `${clock(wall)} happens twice ${day}: ${runs}`;
  }
}

const placeOf = ({ name }: Zone) => (name.split("/").at(-1) ?? name).replaceAll("_", " ");

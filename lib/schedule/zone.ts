import { ScheduleError, shown } from "./error.ts";
import { Offsets } from "./offsets.ts";

const DAY_MS = 86_400_000;
/** The shortest time between two changes since 1970 is a week less an hour (Recife 2000, Gaza 2040). */
const LOOK_EVERY_MS = 3 * DAY_MS;
const YEAR_MS = 122 * LOOK_EVERY_MS;
const MOST_YEARS = 500;
const MOST_ZONES = 1_000;

/** The clock of a zone over about a year. */
interface Year {
  offset: number;
  /** The instants in (begin, end] that an offset holds from. */
  changes: { atMs: number; offset: number }[];
}

/** Whether `Intl` knows the zone, and it is a place and no bare offset. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone) || /^(UTC|GMT)[+-]/i.test(zone)) return false;
  if (zones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The clock of one place. A wall time is written as the ms that UTC would have if its clocks showed it. */
export class Zone {
  readonly name: string;
  readonly #offsets: Offsets | null;
  readonly #years = new Map<number, Year>();

  constructor(name: string) {
    this.name = name;
    this.#offsets = name === "UTC" ? null : new Offsets(name);
  }

  /** What is added to UTC at an instant, in ms. */
  offsetAt(instantMs: number): number {
    if (!this.#offsets) return 0;
    const { offset, changes } = this.#yearOf(Math.floor(instantMs / YEAR_MS));
    return changes.findLast(({ atMs }) => atMs <= instantMs)?.offset ?? offset;
  }

  wallAt(instantMs: number): number {
    return instantMs + this.offsetAt(instantMs);
  }

  /** The instants at which the clock shows a wall time: none in a gap, two in an overlap, ascending. */
  instantsOf(wallMs: number): number[] {
    const before = this.offsetAt(wallMs - DAY_MS);
    const after = this.offsetAt(wallMs + DAY_MS);
    const offsets = before === after ? [before] : [before, after];
    return offsets
      .map((offset) => wallMs - offset)
      .filter((instant) => this.wallAt(instant) === wallMs)
      .toSorted((a, b) => a - b);
  }

  /** The first instant in (from, to] at which the offset changes; null when it does not. */
  transitionIn(fromMs: number, toMs: number): number | null {
    if (!this.#offsets) return null;
    const last = Math.floor((toMs - 1) / YEAR_MS);
    for (let year = Math.floor(fromMs / YEAR_MS); year <= last; year++) {
      const change = this.#yearOf(year).changes.find(({ atMs }) => atMs > fromMs);
      if (change) return change.atMs <= toMs ? change.atMs : null;
    }
    return null;
  }

  #yearOf(index: number): Year {
    let year = this.#years.get(index);
    if (!year) {
      year = readYear(this.#offsets!, index * YEAR_MS);
      if (this.#years.size >= MOST_YEARS) this.#years.clear();
      this.#years.set(index, year);
    }
    return year;
  }
}

function readYear(offsets: Offsets, beginMs: number): Year {
  const year: Year = { offset: offsets.at(beginMs), changes: [] };
  let before = year.offset;
  for (let lowMs = beginMs; lowMs < beginMs + YEAR_MS; lowMs += LOOK_EVERY_MS) {
    const highMs = lowMs + LOOK_EVERY_MS;
    const offset = offsets.at(highMs);
    if (offset !== before) year.changes.push({ atMs: offsets.changeIn(lowMs, highMs), offset });
    before = offset;
  }
  return year;
}

const zones = new Map<string, Zone>();

/**
 * One zone a name: what it has learnt about offsets is shared.
 * @throws ScheduleError
 */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    if (!isTimeZone(name))
      throw new ScheduleError(
        "timeZone",
        name,
        "the name of a place, such as Europe/Berlin, or UTC",
        `${shown(name)} is no time zone that is known`,
      );
    zone = new Zone(name);
    if (zones.size >= MOST_ZONES) zones.clear();
    zones.set(name, zone);
  }
  return zone;
}

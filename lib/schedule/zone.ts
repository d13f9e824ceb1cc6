const MINUTE_MS = 60_000;
/** No zone has changed its clock off a quarter of an hour since 1972. */
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
const MOST_REMEMBERED = 50_000;

/** Whether `Intl` knows the zone, and it is a place and no bare offset. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone) || /^(UTC|GMT)[+-]/i.test(zone)) return false;
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
  readonly #format: Intl.DateTimeFormat | null;
  readonly #offsets = new Map<number, number>();

  constructor(name: string) {
    this.name = name;
    this.#format =
      name === "UTC"
        ? null
        : new Intl.DateTimeFormat("en-US", {
            timeZone: name,
            hourCycle: "h23",
            year: "numeric",
            month: "numeric",
            day: "numeric",
            hour: "numeric",
            minute: "numeric",
            second: "numeric",
          });
  }

  /** What is added to UTC at an instant, in ms. */
  offsetAt(instantMs: number): number {
    if (!this.#format) return 0;
    const quarter = Math.floor(instantMs / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    if (this.#offsets.size > MOST_REMEMBERED) this.#offsets.clear();
    const offset = this.#readOffset(quarter * QUARTER_MS);
    this.#offsets.set(quarter, offset);
    return offset;
  }

  wallAt(instantMs: number): number {
    return instantMs + this.offsetAt(instantMs);
  }

  /** The instants at which the clock shows a wall time: none in a gap, two in an overlap, ascending. */
  instantsOf(wallMs: number): number[] {
    const offsets = new Set([this.offsetAt(wallMs - DAY_MS), this.offsetAt(wallMs + DAY_MS)]);
    return [...offsets]
      .map((offset) => wallMs - offset)
      .filter((instant) => this.wallAt(instant) === wallMs)
      .toSorted((a, b) => a - b);
  }

  /** The first instant in (from, to] at which the offset changes; null when it does not. Days are looked at whole. */
  transitionIn(fromMs: number, toMs: number): number | null {
    const before = this.offsetAt(fromMs);
    for (let low = fromMs; low < toMs; low += DAY_MS) {
      const high = Math.min(low + DAY_MS, toMs);
      if (this.offsetAt(high) !== before) return this.#bisect(low, high, before);
    }
    return null;
  }

  #bisect(fromMs: number, toMs: number, before: number): number {
    let low = Math.floor(fromMs / QUARTER_MS);
    let high = Math.floor(toMs / QUARTER_MS);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetAt(middle * QUARTER_MS) === before) low = middle;
      else high = middle;
    }
    return high * QUARTER_MS;
  }

  #readOffset(instantMs: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format!.formatToParts(instantMs))
      part[type] = Number(value);
    const wall = Date.UTC(
      part.year!,
      part.month! - 1,
      part.day,
      part.hour,
      part.minute,
      part.second,
    );
    return wall - instantMs;
  }
}

const zones = new Map<string, Zone>();

/** One zone a name: what it has learnt about offsets is shared. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = new Zone(name);
    zones.set(name, zone);
  }
  return zone;
}

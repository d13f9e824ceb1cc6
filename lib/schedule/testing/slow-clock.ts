const SECOND = 1_000;
const DAY = 86_400_000;

/** From the instant `at` on, a clock is `after` ahead of UTC, no longer `before`. */
interface Change {
  at: number;
  before: number;
  after: number;
}

/**
 * What the clocks of a zone show, read from their hands and by no code of the product. A wall time is written as the ms of
 * a UTC clock that shows the same. All changes of the years asked for are found first, by looking at every noon and
 * searching between two that differ.
 */
export class SlowClock {
  readonly changes: Change[] = [];
  readonly #firstOffset: number;
  readonly #offsets = new Map<number, number[]>();

  constructor(timeZone: string, fromYear: number, toYear: number) {
    const hands = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    const offsetAt = (instant: number) => {
      const [day, month, year, hour, minute, second] = hands
        .format(instant)
        .match(/\d+/g)!
        .map(Number);
      return Date.UTC(year!, month! - 1, day, hour, minute, second) - instant;
    };
    const start = Date.UTC(fromYear, 0, 1, 12);
    this.#firstOffset = offsetAt(start);
    let before = this.#firstOffset;
    for (let noon = start; noon < Date.UTC(toYear + 1, 0, 1); noon += DAY) {
      const after = offsetAt(noon + DAY);
      if (after === before) continue;
      let [same, changed] = [noon, noon + DAY];
      while (changed - same > SECOND) {
        const middle = same + Math.floor((changed - same) / SECOND / 2) * SECOND;
        if (offsetAt(middle) === before) same = middle;
        else changed = middle;
      }
      this.changes.push({ at: changed, before, after });
      before = after;
    }
  }

  wallAt(instant: number): number {
    const last = this.changes.findLast(({ at }) => at <= instant);
    return instant + (last?.after ?? this.#firstOffset);
  }

  /** Every instant at which the clock shows a wall time, ascending. */
  instantsOf(wall: number): number[] {
    return this.#offsetsAround(Math.floor(wall / DAY))
      .map((offset) => wall - offset)
      .filter((instant) => this.wallAt(instant) === wall)
      .toSorted((a, b) => a - b);
  }

  /** Every offset that the clock has within three days of a day. */
  #offsetsAround(day: number): number[] {
    let offsets = this.#offsets.get(day);
    if (!offsets) {
      const near = this.changes.filter(({ at }) => Math.abs(at / DAY - day) <= 3);
      offsets = near.flatMap(({ before, after }) => [before, after]);
      if (offsets.length === 0) offsets.push(this.wallAt(day * DAY) - day * DAY);
      this.#offsets.set(day, (offsets = [...new Set(offsets)]));
    }
    return offsets;
  }

  /** The change whose gap swallows a wall time. */
  gapOf(wall: number): Change | undefined {
    return this.changes.find(({ at, before, after }) => at + before <= wall && wall < at + after);
  }
}

const clocks = new Map<string, SlowClock>();

/** The years that the tests are about, and some on either side for what lies before and after them. */
export function slowClockOf(timeZone: string): SlowClock {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new SlowClock(timeZone, 2008, 2056)));
  return clock;
}

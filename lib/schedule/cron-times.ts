import { type Calendar, calendarOf } from "./calendar.ts";
import type { Planner } from "./planner.ts";
import { type Zone, zoneOf } from "./zone.ts";

const HOUR_MS = 3_600_000;
/** A longer gap is a change of the calendar, as in Apia in 2011: what would have been in it is skipped. */
const LONGEST_GAP_MS = 3 * HOUR_MS;
/** No clock is turned back by more: what lies farther ahead cannot be repeated before it. */
const LONGEST_REPEAT_MS = 26 * HOUR_MS;
/** Each step passes a clock change, and few are needed: more mean that the clock of the zone cannot be followed. */
const MOST_STEPS = 10_000;

/**
 * The instants of a cron expression in a zone, by Vixie's rules for clock changes (cron(8), ISC cron 4.1): a fixed-time
 * job in a gap runs once, at the first instant after it, and in an overlap on the first pass alone; any other keeps
 * real-time spacing, nothing in a gap and both passes of an overlap.
 */
export class CronTimes implements Planner {
  readonly #calendar: Calendar;
  readonly #zone: Zone;

  /** @throws ScheduleError */
  constructor(expression: string, timeZone: string) {
    this.#calendar = calendarOf(expression);
    this.#zone = zoneOf(timeZone);
  }

  next(afterMs: number): number | null {
    return this.nextWithWall(afterMs)?.instant ?? null;
  }

  /** The next instant, and the wall time that asked for it: in a gap the clock never shows that one. */
  nextWithWall(afterMs: number): { instant: number; wall: number } | null {
    return this.#calendar.text.isFixedTime ? this.#nextFixed(afterMs) : this.#nextSpaced(afterMs);
  }

  get isFixedTime(): boolean {
    return this.#calendar.text.isFixedTime;
  }

  #nextFixed(afterMs: number): { instant: number; wall: number } | null {
    let wall = this.#calendar.next(this.#lastShown(afterMs));
    for (let step = 0; wall !== null; step++) {
      if (step > MOST_STEPS) throw this.#lost(afterMs);
      const instant = this.#zone.instantsOf(wall)[0];
      const gap = instant === undefined ? this.#gapAt(wall) : null;
      if (gap && gap.lengthMs > LONGEST_GAP_MS) {
        wall = this.#calendar.next(this.#zone.wallAt(gap.endMs) - 1);
        continue;
      }
      const planned = gap ? gap.endMs : instant!;
      if (planned > afterMs) return { instant: planned, wall };
      wall = this.#calendar.next(wall);
    }
    return null;
  }

  /** The gap that a wall time lies in. */
  #gapAt(wall: number): { endMs: number; lengthMs: number } {
    const before = this.#zone.offsetAt(wall - LONGEST_REPEAT_MS);
    const after = this.#zone.offsetAt(wall + LONGEST_REPEAT_MS);
    return {
      endMs: this.#zone.transitionIn(wall - after - 1, wall - before)!,
      lengthMs: after - before,
    };
  }

  /** The latest wall time shown by an instant: on the second pass of an overlap that is the end of the first. */
  #lastShown(instantMs: number): number {
    const wall = this.#zone.wallAt(instantMs);
    const change = this.#zone.transitionIn(instantMs - LONGEST_REPEAT_MS, instantMs);
    return change === null ? wall : Math.max(wall, this.#zone.wallAt(change - 1));
  }

  /** Walks stretches of constant offset: within one, wall time and real time run alike. */
  #nextSpaced(afterMs: number): { instant: number; wall: number } | null {
    let stretchMs = afterMs;
    let firstMs = afterMs + 1;
    for (let step = 0; step < MOST_STEPS; step++) {
      const offset = this.#zone.offsetAt(stretchMs);
      const wall = this.#calendar.next(firstMs - 1 + offset);
      if (wall === null) return null;
      const instant = wall - offset;
      const horizonMs = Math.min(instant, stretchMs + LONGEST_REPEAT_MS);
      const change = this.#zone.transitionIn(stretchMs, horizonMs);
      if (change === null && instant === horizonMs) return { instant, wall };
      // Far ahead: nothing matches before the day before it, whatever the clock does on the way.
      stretchMs = change ?? Math.max(horizonMs, instant - LONGEST_REPEAT_MS);
      firstMs = stretchMs;
    }
    throw this.#lost(afterMs);
  }

  /** A schedule that ends for want of an answer would end silently. */
  #lost(afterMs: number): Error {
    const from = new Date(afterMs).toISOString();
    return new Error(`The clock of ${this.#zone.name} cannot be followed from ${from} on`);
  }

  /** The wall times within the gaps of (from, to] that ask for a run and get none: the first of each gap, and how many. */
  *lostIn(fromMs: number, toMs: number): Generator<{ wall: number; count: number }> {
    let changeMs = this.#zone.transitionIn(fromMs, toMs);
    for (; changeMs !== null; changeMs = this.#zone.transitionIn(changeMs, toMs)) {
      const beginMs = this.#zone.wallAt(changeMs - 1);
      const endMs = this.#zone.wallAt(changeMs) - 1;
      const isMadeUpFor = this.isFixedTime && endMs - beginMs <= LONGEST_GAP_MS;
      const count = isMadeUpFor ? 0 : this.#calendar.count(beginMs, endMs);
      if (count > 0) yield { wall: this.#calendar.next(beginMs)!, count };
    }
  }

  /** How many instants lie in (from, to]: stretch by stretch, by the calendar's own counting. */
  count(fromMs: number, toMs: number): number {
    let count = 0;
    // A second pass that was under way at `from` is known by the change before it.
    for (const { startMs, endMs, before, offset } of this.#stretches(
      fromMs - LONGEST_REPEAT_MS,
      toMs,
    )) {
      const firstMs = Math.max(startMs, fromMs + 1);
      if (firstMs <= endMs) count += this.#calendar.count(firstMs - 1 + offset, endMs + offset);
      if (before === null || !this.#calendar.text.isFixedTime) continue;
      if (offset < before) count -= this.#inSecondPass(startMs, before - offset, firstMs, endMs);
      else if (startMs > fromMs) count += this.#atEndOfGap(startMs, offset - before);
    }
    return count;
  }

  /** The stretches of constant offset that make up [from, to], each with the offset of the one before it. */
  *#stretches(fromMs: number, toMs: number) {
    let before: number | null = null;
    let startMs = fromMs;
    while (startMs <= toMs) {
      const offset = this.#zone.offsetAt(startMs);
      const change = this.#zone.transitionIn(startMs, toMs);
      yield { startMs, endMs: change === null ? toMs : change - 1, before, offset };
      if (change === null) return;
      before = offset;
      startMs = change;
    }
  }

  /** Wall times that the clock shows for the second time between two instants after it was turned back. */
  #inSecondPass(changeMs: number, turnedMs: number, firstMs: number, lastMs: number): number {
    const offset = this.#zone.offsetAt(changeMs);
    const endMs = Math.min(lastMs, changeMs + turnedMs - 1);
    return endMs < firstMs ? 0 : this.#calendar.count(firstMs - 1 + offset, endMs + offset);
  }

  /** One for the wall times of a gap, unless the instant it ends at is planned anyway. */
  #atEndOfGap(changeMs: number, gapMs: number): number {
    if (gapMs > LONGEST_GAP_MS) return 0;
    const wallMs = changeMs + this.#zone.offsetAt(changeMs);
    const isAnyInGap = this.#calendar.count(wallMs - gapMs - 1, wallMs - 1) > 0;
    return isAnyInGap && !this.#calendar.matches(wallMs) ? 1 : 0;
  }
}

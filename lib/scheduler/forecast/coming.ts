import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import type { CompiledTrigger } from "../../schedule/index.ts";
import { compiledOf } from "../schedules/compiled.ts";

/** From where to where a schedule is looked ahead. */
export interface Foresight {
  nowMs: number;
  /** The last instant of interest. */
  horizonMs: number;
  /** Planned times that wait for a run to end: they count towards the limit. */
  pending: number;
}

/** The planned times of a schedule that are still to come, without those that somebody wants skipped. */
export class Coming {
  readonly stored: StoredSchedule;
  /** Times before it fall into a pause. */
  readonly pausedUntilMs: number;
  readonly #trigger: CompiledTrigger;
  readonly #afterMs: number;
  readonly #endMs: number;
  readonly #skips: number[];

  /** @throws ScheduleError when the times cannot be computed */
  constructor(stored: StoredSchedule, { nowMs, horizonMs, pending }: Foresight) {
    this.stored = stored;
    this.pausedUntilMs =
      stored.state === "paused" ? (stored.pause?.untilMs ?? Number.POSITIVE_INFINITY) : 0;
    this.#trigger = compiledOf(stored);
    this.#afterMs = Math.max(nowMs, stored.watermarkMs);
    this.#skips = stored.skips.map(({ plannedMs }) => plannedMs);
    this.#endMs = horizonMs;
    const { limit } = stored.definition.timing;
    if (limit !== undefined) this.#endMs = this.#spentAt(limit - stored.counters.fired - pending);
  }

  next(afterMs: number): number | null {
    let next = this.#trigger.next(Math.max(afterMs, this.#afterMs));
    while (next !== null && this.#skips.includes(next)) next = this.#trigger.next(next);
    return next === null || next > this.#endMs ? null : next;
  }

  /** How many lie in [from, to): by a formula, never one by one. */
  count(fromMs: number, toMs: number): number {
    const from = Math.max(fromMs - 1, this.#afterMs);
    const to = Math.min(toMs - 1, this.#endMs);
    if (to <= from) return 0;
    const skipped = this.#skips.filter((at) => at > from && at <= to).length;
    return this.#trigger.count(from, to) - skipped;
  }

  /** The last one in [from, to), where there is one. */
  last(fromMs: number, toMs: number): number {
    let last = this.#trigger.previous(Math.min(toMs - 1, this.#endMs));
    while (last !== null && last >= fromMs && this.#skips.includes(last))
      last = this.#trigger.previous(last - 1);
    return last ?? fromMs;
  }

  /** How many in [from, to) fall into its pause. */
  paused(fromMs: number, toMs: number): number {
    return this.pausedUntilMs <= fromMs
      ? 0
      : this.count(fromMs, Math.min(toMs, this.pausedUntilMs));
  }

  /** The time that is the last of so many: found by halving, since they can be millions. */
  #spentAt(runs: number): number {
    if (runs <= 0) return this.#afterMs;
    let [low, high] = [this.#afterMs, this.#endMs];
    if (this.count(0, high + 1) <= runs) return high;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.count(0, middle + 1) < runs) low = middle;
      else high = middle;
    }
    return high;
  }
}

import type { CompiledTrigger } from "./compile.ts";

/** Steps tried one by one before the newest is searched for: on time, it is the first. */
const MOST_STEPS = 4;

/** The planned times of a trigger without those that somebody wants skipped. */
export class Wanted {
  readonly #compiled: CompiledTrigger;
  /** Those alone that are planned: a change of the trigger may have left others behind. */
  readonly #skips: ReadonlySet<number>;

  constructor(compiled: CompiledTrigger, skips: readonly number[]) {
    this.#compiled = compiled;
    this.#skips = new Set(skips.filter((at) => compiled.next(at - 1) === at));
  }

  next(afterMs: number): number | null {
    let next = this.#compiled.next(afterMs);
    while (next !== null && this.#skips.has(next)) next = this.#compiled.next(next);
    return next;
  }

  /** The newest in (after, until]. */
  newest(afterMs: number, untilMs: number): number | null {
    let newest = this.newestPlanned(afterMs, untilMs);
    while (newest !== null && this.#skips.has(newest))
      newest = this.newestPlanned(afterMs, newest - 1);
    return newest;
  }

  /** The newest in (after, until], skips included. */
  newestPlanned(afterMs: number, untilMs: number): number | null {
    let newest: number | null = null;
    for (let step = 0; step < MOST_STEPS; step++) {
      const next = this.#compiled.next(newest ?? afterMs);
      if (next === null || next > untilMs) return newest;
      newest = next;
    }
    return this.#compiled.previous(untilMs);
  }

  /** How many lie in (from, to]. */
  count(fromMs: number, toMs: number): number {
    return this.#compiled.count(fromMs, toMs) - this.skipsIn(fromMs, toMs).length;
  }

  /** The skips in (from, to], ascending. */
  skipsIn(fromMs: number, toMs: number): number[] {
    return [...this.#skips].filter((at) => at > fromMs && at <= toMs).toSorted((a, b) => a - b);
  }
}

import type { Planner } from "./planner.ts";

/** One planned time, or none: where a run's end plans the next, and for jobs that run once. */
export class Once implements Planner {
  readonly #atMs: number | null;

  constructor(atMs: number | null) {
    this.#atMs = atMs;
  }

  next(afterMs: number): number | null {
    return this.#atMs !== null && this.#atMs > afterMs ? this.#atMs : null;
  }

  count(fromMs: number, toMs: number): number {
    return this.#atMs !== null && fromMs < this.#atMs && this.#atMs <= toMs ? 1 : 0;
  }
}

import type { Planner } from "./planner.ts";

/** anchor + k · every, for every whole k: computed from the anchor, so that nothing ever drifts. */
export class EveryTimes implements Planner {
  readonly #everyMs: number;
  readonly #anchorMs: number;

  constructor(everyMs: number, anchorMs: number) {
    this.#everyMs = everyMs;
    this.#anchorMs = anchorMs;
  }

  next(afterMs: number): number {
    return this.#anchorMs + (this.#step(afterMs) + 1) * this.#everyMs;
  }

  count(fromMs: number, toMs: number): number {
    return Math.max(0, this.#step(toMs) - this.#step(fromMs));
  }

  #step(ms: number): number {
    return Math.floor((ms - this.#anchorMs) / this.#everyMs);
  }
}

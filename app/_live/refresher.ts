/** Between two reads of the same answer, however many hints come. */
const GATE_MS = 500;
/** What is costly to read is read seldom: it rests for so many times as long as the last read took. */
const REST = 9;

/** Reads what has changed again: never twice at once, never while the tab is hidden or the user has paused. */
export class Refresher {
  readonly #read: (key: string) => Promise<unknown>;
  readonly #dirty = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #restsUntilMs = new Map<string, number>();
  readonly #urgent = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isHeld = false;

  constructor(read: (key: string) => Promise<unknown>) {
    this.#read = read;
  }

  mark(keys: Iterable<string>): void {
    for (const key of keys) this.#dirty.add(key);
    if (!this.#timer) this.#flush();
  }

  /** As `mark`, without a rest: somebody has just changed something, and waits to see it. */
  hurry(keys: Iterable<string>): void {
    const all = [...keys];
    // One that is being read may still bring the state of before: it is read once more, and at once.
    for (const key of all) this.#urgent.add(key);
    this.mark(all);
  }

  /** While held, marks gather and nothing is read. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld && !this.#timer) this.#flush();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#dirty.clear();
    this.#urgent.clear();
  }

  #flush = (): void => {
    this.#timer = null;
    if (this.#isHeld || this.#dirty.size === 0) return;
    for (const key of this.#dirty) {
      if (this.#busy.has(key) || this.#rests(key)) continue;
      this.#dirty.delete(key);
      void this.#readOne(key);
    }
    this.#timer = setTimeout(this.#flush, GATE_MS);
  };

  #rests(key: string): boolean {
    return !this.#urgent.has(key) && performance.now() < (this.#restsUntilMs.get(key) ?? 0);
  }

  async #readOne(key: string): Promise<void> {
    const sinceMs = performance.now();
    this.#busy.add(key);
    this.#urgent.delete(key);
    try {
      await this.#read(key);
    } finally {
      this.#busy.delete(key);
      const nowMs = performance.now();
      this.#restsUntilMs.set(key, nowMs + (nowMs - sinceMs) * REST);
    }
  }
}

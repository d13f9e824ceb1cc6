/** Two full claims: one runs while the next is under way. */
const MOST_PREFETCHED = 900;
/** Jobs that take longer than so many round trips gain nothing from prefetching, and would be kept from others. */
const ROUND_TRIPS = 10;
const SMOOTHING = 0.1;

/** The slots that all queues of an executor share. */
export class Slots {
  readonly total: number;
  #taken = 0;
  #runMs: number | null = null;
  #roundTripMs = 1;

  constructor(total: number) {
    this.total = total;
  }

  get free(): number {
    return this.total - this.#taken;
  }

  take(): void {
    this.#taken++;
  }

  give(runMs: number): void {
    this.#taken--;
    this.#runMs = this.#runMs === null ? runMs : this.#runMs + SMOOTHING * (runMs - this.#runMs);
  }

  observeRoundTrip(ms: number): void {
    this.#roundTripMs += SMOOTHING * (ms - this.#roundTripMs);
  }

  /** How many jobs to hold ready in this process besides those that run: none for slow jobs, many for no-ops. */
  get prefetch(): number {
    if (this.#runMs === null || this.#runMs > ROUND_TRIPS * this.#roundTripMs) return 0;
    const startedARoundTrip = (this.total * this.#roundTripMs) / Math.max(this.#runMs, 0.005);
    // As many again: they run while the next are fetched.
    return Math.min(MOST_PREFETCHED, Math.ceil(2 * startedARoundTrip));
  }
}

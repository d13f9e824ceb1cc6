import type { JobContext } from "../../jobs/job-context.ts";
import type { Place } from "./runner.ts";
import { Seat } from "./seat.ts";

/** Starting a thread or child process takes a tenth of a second or more: a warm one is worth its memory for so long. */
const DEFAULT_IDLE_MS = 30_000;

export interface PoolOptions {
  /** How many threads and child processes to keep at once: as many as the executor has slots. */
  most: number;
  /** How long one stays warm with nothing to do. */
  idleMs?: number;
}

/** The threads and child processes of an executor. A warm one is used again, by its own job type only. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #seats = new Set<Seat>();
  /** Longest idle first, with the timer that ends it. */
  readonly #idle = new Map<Seat, NodeJS.Timeout>();
  #isStopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws what the handler threw, or an Error that says how its thread or child process ended */
  async run(place: Place, args: string, context: JobContext, graceMs: number): Promise<unknown> {
    context.signal.throwIfAborted();
    const seat = this.#take(place);
    try {
      return await seat.run(args, context, graceMs);
    } finally {
      this.#giveBack(seat);
    }
  }

  /** Kills what is left. Resolves, when it is gone, with how many jobs that ended. */
  async stop(): Promise<number> {
    this.#isStopped = true;
    const seats = [...this.#seats];
    const busy = seats.filter(({ isBusy }) => isBusy).length;
    for (const seat of seats) this.#end(seat);
    await Promise.all(seats.map(({ gone }) => gone));
    return busy;
  }

  #take(place: Place): Seat {
    if (this.#isStopped) throw new Error("The executor has stopped.");
    // The one that was used last: the others may become idle enough to end.
    const warm = [...this.#idle.keys()].findLast((seat) => seat.place === place && seat.isUsable);
    if (!warm) return this.#start(place);
    this.#wake(warm);
    return warm;
  }

  #start(place: Place): Seat {
    const [longestIdle] = this.#idle.keys();
    if (longestIdle && this.#seats.size >= this.#options.most) this.#end(longestIdle);
    const seat = new Seat(place);
    this.#seats.add(seat);
    void seat.gone.then(() => {
      this.#wake(seat);
      this.#seats.delete(seat);
    });
    return seat;
  }

  #giveBack(seat: Seat): void {
    if (!seat.isUsable) return;
    const timer = setTimeout(() => this.#end(seat), this.#options.idleMs ?? DEFAULT_IDLE_MS);
    this.#idle.set(seat, timer.unref());
  }

  #wake(seat: Seat): void {
    clearTimeout(this.#idle.get(seat));
    this.#idle.delete(seat);
  }

  #end(seat: Seat): void {
    this.#wake(seat);
    seat.kill();
  }
}

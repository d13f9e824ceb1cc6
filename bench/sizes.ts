/** How much is measured: counts of jobs, and times. */
export interface Sizes {
  rounds: number;
  /** Jobs that each process works off before it is measured, so that its code is compiled. */
  warmUp: number;
  enqueue: number;
  /** For each drain: how many jobs of how long at which concurrency. */
  drains: { workMs: number; concurrency: number; count: number }[];
  /** Jobs for 1, 2 and 4 executor processes. */
  processes: number;
  due: number;
  dueOverMs: number;
  pickups: number;
  /** How long 500 fires a second go on, by three schedulers and by one. */
  firesMs: number;
  /** Schedules that are due in the same ms. */
  burst: number;
  /** How often a sleeping scheduler is given a nearer schedule. */
  nearer: number;
}

export const FULL: Sizes = {
  rounds: 3,
  warmUp: 20_000,
  enqueue: 50_000,
  drains: [
    { workMs: 0, concurrency: 100, count: 100_000 },
    { workMs: 0, concurrency: 10, count: 50_000 },
    { workMs: 0, concurrency: 1, count: 10_000 },
    { workMs: 5, concurrency: 100, count: 20_000 },
    { workMs: 5, concurrency: 10, count: 5_000 },
    { workMs: 5, concurrency: 1, count: 500 },
  ],
  processes: 100_000,
  due: 1_000,
  dueOverMs: 5_000,
  pickups: 1_000,
  firesMs: 4_000,
  burst: 10_000,
  nearer: 15,
};

export const QUICK: Sizes = {
  rounds: 2,
  warmUp: 8_000,
  enqueue: 15_000,
  drains: [
    { workMs: 0, concurrency: 100, count: 20_000 },
    { workMs: 0, concurrency: 10, count: 6_000 },
    { workMs: 0, concurrency: 1, count: 1_500 },
    { workMs: 5, concurrency: 100, count: 4_000 },
    { workMs: 5, concurrency: 10, count: 800 },
    { workMs: 5, concurrency: 1, count: 80 },
  ],
  processes: 10_000,
  due: 200,
  dueOverMs: 1_000,
  pickups: 100,
  firesMs: 2_000,
  burst: 2_000,
  nearer: 5,
};

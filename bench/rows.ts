/** The rows of the table, in its order. */
export const ROWS = {
  enqueue: "enqueue, 100 in flight (jobs/s)",
  bulk: "bulk enqueue, 500 a call (jobs/s)",
  waitingBytes: "bytes a waiting job",
  finishedBytes: "bytes a finished job",
  calls: "Redis calls a job, drain",
  commands: "Redis commands a job, drain, those in scripts too",
  pickupP50: "idle pickup, p50 (ms)",
  pickupP99: "idle pickup, p99 (ms)",
  dueP50: "due → start, p50 (ms)",
  dueP99: "due → start, p99 (ms)",
  dueEarliest: "due → start, earliest (ms)",
  early: "500 fires/s, fires before their time",
  missing: "500 fires/s, one of 3 killed, planned times without a run",
  double: "500 fires/s, one of 3 killed, planned times with two",
  nearerP50: "a nearer schedule, due → ready, p50 (ms)",
  nearerMax: "a nearer schedule, due → ready, max (ms)",
} as const;

export const drainRow = (workMs: number, concurrency: number) =>
  `drain, ${workMs} ms jobs, concurrency ${concurrency} (jobs/s)`;

export const processesRow = (processes: number) =>
  `drain, ${processes} executor process${processes === 1 ? "" : "es"} × 100 (jobs/s)`;

const schedulersText = (count: number) => `${count} scheduler${count === 1 ? "" : "s"}`;

export const firesRow = (schedulers: number, what: string, share: "p50" | "p99" | "max") =>
  `500 fires/s, ${schedulersText(schedulers)}, ${what}, ${share} (ms)`;

/** Of the second before and after one was killed. */
export const killedRow = (share: "p50" | "p99" | "max") =>
  `500 fires/s, one of 3 killed, due → ready, ${share} (ms)`;

export const burstRow = (count: number, schedulers: number, what: "ready" | "start") =>
  `${count.toLocaleString("en")} due at once, ${schedulersText(schedulers)}, last ${what} (ms)`;

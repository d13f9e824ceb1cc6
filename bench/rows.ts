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
} as const;

export const drainRow = (workMs: number, concurrency: number) =>
  `drain, ${workMs} ms jobs, concurrency ${concurrency} (jobs/s)`;

export const processesRow = (processes: number) =>
  `drain, ${processes} executor process${processes === 1 ? "" : "es"} × 100 (jobs/s)`;

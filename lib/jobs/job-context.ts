export interface JobLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What a running job is given besides its arguments. */
export interface JobContext {
  id: string;
  queue: string;
  type: string;
  /** 1 for the first try; grows by one with each failed attempt, not when an executor died. */
  attempt: number;
  maxAttempts: number;
  scheduleId: string | null;
  /** The planned time of the schedule that made this job, in ms UTC. */
  plannedAtMs: number | null;
  /** Aborted when the job is cancelled, times out, loses its lease or must stop; `reason` says which. */
  signal: AbortSignal;
  /** Lines that stand on the job's page. */
  logger: JobLogger;
  /** @param fraction from 0 to 1 */
  progress: (fraction: number, note?: string) => void;
}

import type { Json } from "./json.ts";
import type { JobState } from "./states.ts";

export interface JobLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A job that another one waited for. */
export interface Relative {
  id: string;
  /** Null when it is no longer kept. */
  state: JobState | null;
  /** What it returned; null for nothing. */
  result: Json;
}

/** How far a batch has come. */
export interface BatchCounts {
  id: string;
  name: string | null;
  total: number;
  succeeded: number;
  failed: number;
  cancelled: number;
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
  /** The jobs it waited for, with what they returned, in the order they were named in. */
  parents: () => Promise<Relative[]>;
  /** The batch it belongs to or follows, as it is now; null for none. */
  batch: () => Promise<BatchCounts | null>;
  /** Aborted when the job is cancelled, times out, loses its lease or must stop; `reason` says which. */
  signal: AbortSignal;
  /** Lines that stand on the job's page. */
  logger: JobLogger;
  /** @param fraction from 0 to 1 */
  progress: (fraction: number, note?: string) => void;
}

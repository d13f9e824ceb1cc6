/** What every subject is given to carry: about 100 bytes of JSON. */
export const PAYLOAD = { text: "x".repeat(88) };

/** Called by a handler each time a job starts, with what the job carries. */
export type OnStart = (payload: { text: string; dueMs?: number }) => void | Promise<void>;

/** A queue under test, opened on an empty Redis. */
export interface Session {
  /** Adds one job that is ready at once. */
  add(): Promise<unknown>;
  /** Adds many in the way the library has for many. */
  addMany(count: number): Promise<unknown>;
  /** Adds one that is due in `delayMs`; its payload carries `dueMs`, by Date.now(). */
  addDelayed(delayMs: number): Promise<unknown>;
  /** Starts whatever runs jobs, in this process and beside it. */
  work(concurrency: number, onStart: OnStart): Promise<void>;
  close(): Promise<void>;
}

export interface Subject {
  name: string;
  open(redisUrl: string): Promise<Session>;
}

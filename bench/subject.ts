/** What every subject is given to carry: about 100 bytes of JSON. */
export const PAYLOAD = { text: "x".repeat(88) };

export interface Payload {
  text: string;
  /** When a delayed job is due, by Date.now(). */
  dueMs?: number;
}

/** Called by a handler each time a job starts. */
export type OnStart = (payload: Payload) => void | Promise<void>;

/** One queue of a subject, as a program holds it. */
export interface Session {
  /** Adds one job that is ready at once. */
  add(): Promise<unknown>;
  /** Adds many in the way the library has for many. */
  addMany(count: number): Promise<unknown>;
  /** Adds one that is due in `delayMs`; its payload says when. */
  addDelayed(delayMs: number): Promise<unknown>;
  /** Starts a worker in this process. */
  work(concurrency: number, onStart: OnStart): Promise<void>;
  /** Keeps jobs that wait, and those to come, from workers that start later. */
  hold(): Promise<unknown>;
  /** Gives what was held to all workers, in one moment. */
  release(): Promise<unknown>;
  /** How many jobs have succeeded, as Redis has it. */
  finished(): Promise<number>;
  close(): Promise<void>;
}

export interface Subject {
  /** Starts what belongs beside the workers in life, as a process of its own. Answers how to end it. */
  startBeside(redisUrl: string): Promise<() => Promise<void>>;
  /** @param queue Sets two sessions on one Redis apart. */
  open(redisUrl: string, queue: string): Promise<Session>;
}

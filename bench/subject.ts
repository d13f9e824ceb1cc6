/** What every subject is given to carry: about 100 bytes of JSON. */
export const PAYLOAD = { text: "x".repeat(88) };

export interface Payload {
  text: string;
  /** When a delayed job is due, by Date.now(). */
  dueMs?: number;
}

/** Called by a handler each time a job starts. */
export type OnStart = (payload: Payload, jobId: string) => void | Promise<void>;

/** A job that became ready, by Redis' clock: the id of the entry that its script wrote into the stream of events. */
export interface ReadyJob {
  jobId: string;
  atMs: number;
}

/** A schedule with all its planned times: from the first to the last. */
export interface PlannedTimes {
  id: string;
  everyMs: number;
  firstMs: number;
  lastMs: number;
}

/** What a subject that has schedules can be asked for of them. */
export interface ScheduleSession {
  put(schedule: PlannedTimes): Promise<unknown>;
  /** Those that became ready since it was last asked. */
  readyJobs(): Promise<ReadyJob[]>;
  readonly plannedMsOf: (jobId: string) => number;
}

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
  /** Null where there are no schedules. */
  schedules: ScheduleSession | null;
  close(): Promise<void>;
}

/** A process beside the workers. */
export interface Beside {
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

export interface Subject {
  /** Starts what belongs beside the workers in life, as a process of its own; null where nothing does. */
  startBeside: ((redisUrl: string) => Promise<Beside>) | null;
  /** @param queue Sets two sessions on one Redis apart. */
  open(redisUrl: string, queue: string): Promise<Session>;
}

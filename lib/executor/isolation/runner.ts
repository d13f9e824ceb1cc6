import type { ToHost } from "./protocol.ts";

/** What a job type needs to run apart. One object for each job type: warm runners are found by it. */
export interface Place {
  isolation: "worker-thread" | "child-process";
  /** URL of the file that exports the job type. */
  file: string;
  memoryLimitMb: number | null;
}

/** A thread or child process as the executor sees it. */
export interface Runner {
  post(message: ToHost): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
  /** Resolves when it is no more, with how it ended. */
  ended: Promise<Error>;
}

export function outOfMemory(runner: string, memoryLimitMb: number | null): Error {
  const limit = memoryLimitMb === null ? "" : `its ${memoryLimitMb} MB of `;
  return endError(`The ${runner} ran out of ${limit}memory while it ran the job.`);
}

/** Without a stack: that of the executor says nothing about the job. */
export function endError(message: string, cause?: Error): Error {
  const error = new Error(message, { cause });
  error.stack = cause?.stack;
  return error;
}

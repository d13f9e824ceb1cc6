import { AsyncLocalStorage } from "node:async_hooks";
import type { JobContext } from "../jobs/job-context.ts";

const runs = new AsyncLocalStorage<JobContext>();

/**
 * The run it is called in, however deep and after however many awaits, timers and callbacks; undefined outside of one.
 * For what a handler calls and does not hand its context to: a logger, a client that passes an id on.
 */
export function currentJob(): JobContext | undefined {
  return runs.getStore();
}

export function withCurrentJob<A extends unknown[], T>(
  context: JobContext,
  run: (...args: A) => T,
  ...args: A
): T {
  return runs.run(context, run, ...args);
}

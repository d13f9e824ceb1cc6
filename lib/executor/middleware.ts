import type { JobContext } from "../jobs/define-job.ts";

/** Runs around every run of an executor: a trace, a transaction, a measurement. `next` runs the rest and answers what it does. */
export type Middleware = (context: JobContext, next: () => Promise<unknown>) => Promise<unknown>;

/** One of many: the first is outermost. Null for none, so that a run without any costs nothing. */
export function composed(all: readonly Middleware[]): Middleware | null {
  if (all.length === 0) return null;
  return all.reduceRight<Middleware>(
    (inner, outer) => (context, next) => outer(context, () => inner(context, next)),
    async (_, next) => next(),
  );
}

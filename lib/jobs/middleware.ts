import type { JobType } from "./catalog.ts";
import type { JobContext } from "./job-context.ts";

/** What middleware is given: all that the handler is given, its arguments too, and what its job type says. */
export interface MiddlewareContext<Args = unknown> extends JobContext {
  /** Checked, with defaults filled in: one object, or the list of positional arguments. */
  readonly args: Args;
  readonly jobType: JobType;
}

/**
 * Runs around every run: a trace, a transaction, a measurement. `next` runs the rest and answers the result; what the
 * middleware answers is the result, and what it throws fails the attempt.
 */
export type Middleware<Args = unknown> = (
  context: MiddlewareContext<Args>,
  next: () => Promise<unknown>,
) => unknown;

/** One of many: the first is outermost. Null for none, so that a run without any costs nothing. */
export function composed<Args>(all: readonly Middleware<Args>[]): Middleware<Args> | null {
  if (all.length === 0) return null;
  return all.reduceRight(
    (inner, outer) => (context, next) => outer(context, async () => inner(context, next)),
  );
}

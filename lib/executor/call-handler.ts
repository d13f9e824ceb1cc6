import type { AnyJobDefinition } from "../jobs/define-job.ts";
import type { Middleware, MiddlewareContext } from "../jobs/middleware.ts";
import { withCurrentJob } from "./current-job.ts";

/** Calls a job's function inside its middleware: the executor's outermost, then the job type's own. */
export function callHandler(
  definition: AnyJobDefinition,
  context: MiddlewareContext,
  executors: Middleware | null,
): unknown {
  const types = definition.middleware as Middleware | null;
  // No middleware, no promise and no closure: a function that is not async ends within its start.
  if (!executors && !types) return withCurrentJob(context, runHandler, definition, context);
  return withCurrentJob(context, runWithin, definition, context, executors, types);
}

async function runWithin(
  definition: AnyJobDefinition,
  context: MiddlewareContext,
  executors: Middleware | null,
  types: Middleware | null,
): Promise<unknown> {
  const run = async () => runHandler(definition, context);
  const inner = types ? async () => types(context, run) : run;
  return executors ? executors(context, inner) : inner();
}

/** Positional arguments are spread, as in an ordinary call. */
function runHandler(definition: AnyJobDefinition, context: MiddlewareContext): unknown {
  const run = definition.run as (...args: unknown[]) => unknown;
  const { args } = context;
  return Array.isArray(args) ? run(...(args as unknown[]), context) : run(args, context);
}

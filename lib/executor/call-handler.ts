import type { AnyJobDefinition } from "../jobs/define-job.ts";
import type { Middleware } from "../jobs/middleware.ts";
import { withCurrentJob } from "./current-job.ts";
import type { RunContext } from "./run-context.ts";

/** Calls a job's function inside its middleware: the executor's outermost, then the job type's own. */
export function callHandler(
  definition: AnyJobDefinition,
  context: RunContext,
  executors: Middleware | null,
): unknown {
  const types = definition.middleware as Middleware | null;
  const run = () => runHandler(definition, context);
  // No middleware, no promise: a function that is not async ends within its start.
  if (!executors && !types) return withCurrentJob(context, run);
  const inner = types ? async () => types(context, async () => run()) : async () => run();
  return withCurrentJob(context, async () => (executors ? executors(context, inner) : inner()));
}

/** Positional arguments are spread, as in an ordinary call. */
function runHandler(definition: AnyJobDefinition, context: RunContext): unknown {
  const run = definition.run as (...args: unknown[]) => unknown;
  const { args } = context;
  return Array.isArray(args) ? run(...(args as unknown[]), context) : run(args, context);
}

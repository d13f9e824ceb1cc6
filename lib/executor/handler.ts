import type { z } from "zod";
import { fieldMessage, fieldProblems } from "../field-messages.ts";
import type { AnyJobDefinition, JobContext } from "../jobs/define-job.ts";
import { MAX_RESULT_BYTES } from "../jobs/json.ts";
import { NonRetriableError } from "./interruption.ts";

/** @throws NonRetriableError when the arguments of the job do not fit its type */
export function checkedArgs(definition: AnyJobDefinition, args: unknown): unknown {
  const checked = definition.args.safeParse(args, { error: fieldMessage });
  if (!checked.success) throw new NonRetriableError(misfit(checked.error));
  return checked.data;
}

/** Positional arguments are spread, as in an ordinary call; named ones come as one object. */
export function callHandler(
  definition: AnyJobDefinition,
  args: unknown,
  context: JobContext,
): unknown {
  const run = definition.run as (...args: unknown[]) => unknown;
  return Array.isArray(args) ? run(...(args as unknown[]), context) : run(args, context);
}

/** @throws NonRetriableError for a result that JSON cannot hold or that is too large to keep */
export function resultText(result: unknown): string {
  if (result === undefined) return "";
  let text: string | undefined;
  try {
    text = JSON.stringify(result);
  } catch (cause) {
    throw new NonRetriableError(
      "The result is not JSON: return plain values, without cycles and bigints.",
      { cause },
    );
  }
  if (text === undefined) return "";
  if (text.length > MAX_RESULT_BYTES) {
    throw new NonRetriableError(
      `The result weighs ${text.length} bytes; ${MAX_RESULT_BYTES} are kept. Store it elsewhere and return where.`,
    );
  }
  return text;
}

function misfit(error: z.ZodError): string {
  const problems = fieldProblems(error, ["args"]).map(({ path, message }) => `${path} ${message}`);
  return `The arguments do not fit the job type: ${problems.join("; ")}.`;
}

import type { z } from "zod";
import { fieldMessage, fieldProblems } from "../field-messages.ts";
import type { AnyJobDefinition } from "../jobs/define-job.ts";
import { NonRetriableError } from "./interruption.ts";

/** @throws NonRetriableError when the arguments of the job do not fit its type */
export function checkedArgs(definition: AnyJobDefinition, args: unknown): unknown {
  const checked = definition.args.safeParse(args);
  if (checked.success) return checked.data;
  // Words for what is wrong cost a third of a check: they are looked for when there is something wrong.
  const { error } = definition.args.safeParse(args, { error: fieldMessage });
  throw new NonRetriableError(misfit(error!));
}

function misfit(error: z.ZodError): string {
  const problems = fieldProblems(error, ["args"]).map(({ path, message }) => `${path} ${message}`);
  return `The arguments do not fit the job type: ${problems.join("; ")}.`;
}

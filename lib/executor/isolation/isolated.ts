import { z } from "zod";
import type { JobContext } from "../../jobs/job-context.ts";
import type { AnyJobDefinition } from "../../jobs/define-job.ts";
import type { Pool } from "./pool.ts";
import type { Place } from "./runner.ts";

/** What is killed is gone within milliseconds. Should it not be, its slot is given to others after so long. */
const GONE_WITHIN_MS = 1_000;

/** Arguments are checked where the handler is, because what zod makes of them may be no JSON. */
const AsJsonText = z.unknown().transform((args) => JSON.stringify(args));

/**
 * Definitions by name, as attempts call them: an inline one is itself, any other runs in the pool.
 * @param graceMs of the executor; a definition may have its own
 * @throws Error that names the job type when nobody knows what file to import
 */
export function callable(
  definitions: readonly AnyJobDefinition[],
  pool: Pool,
  graceMs: number,
): Map<string, AnyJobDefinition> {
  return new Map(definitions.map((job) => [job.type.name, isolated(job, pool, graceMs)]));
}

function isolated(definition: AnyJobDefinition, pool: Pool, graceMs: number): AnyJobDefinition {
  const { type, file } = definition;
  const { isolation, memoryLimitMb } = type;
  if (isolation === "inline") return definition;
  if (file === undefined) throw new Error(fileMissing(type.name, isolation));
  const place: Place = { isolation, file, memoryLimitMb };
  const ownGraceMs = definition.graceMs ?? graceMs;
  return {
    type,
    args: AsJsonText,
    graceMs: ownGraceMs + GONE_WITHIN_MS,
    run: (args: string, context: JobContext) => pool.run(place, args, context, ownGraceMs),
    // The job type's own middleware is where the handler is.
    middleware: null,
    customBackoff: definition.customBackoff,
  };
}

const fileMissing = (name: string, isolation: Place["isolation"]) =>
  `Job type ${name} runs in a ${isolation.replace("-", " ")}, which imports the file that exports it. ` +
  "Say which: file: import.meta.url in its defineJob.";

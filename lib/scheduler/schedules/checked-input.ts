import { CarillonError, invalidField } from "../../errors.ts";
import { withValues } from "../../field-messages.ts";
import { ScheduleId } from "../../jobs/names.ts";
import { OneJobOptions } from "../../jobs/options.ts";
import { PolicyFields, WhenFields } from "../../jobs/schedule-fields.ts";
import { refuse, timingOf } from "../../jobs/schedule-timing.ts";
import type { ScheduleDefinition } from "../../queue/stored-schedule.ts";
import { type Timing, validateTiming } from "../../schedule/index.ts";
import type { JobResolver, ResolvedJob } from "../resolve-job.ts";
import type { Store } from "../store.ts";
import type { ScheduleInput } from "./definition.ts";

/** A schedule that was checked and can be saved. */
export interface CheckedInput {
  id: string;
  queue: string;
  definition: ScheduleDefinition;
}

/** Checks what is asked for, and writes nothing. @throws CarillonError that names the field, what was given and what is legal */
export async function checkedInput(
  store: Store,
  resolver: JobResolver,
  input: ScheduleInput,
): Promise<CheckedInput> {
  try {
    refuseUnknown(input);
    const timing = timingOf(input);
    validate(timing, store.clock.now());
    const resolved = await resolver.resolve(input);
    const id = idOf(store, input.id, resolved.type);
    return { id, queue: resolved.queue, definition: definitionOf(timing, resolved) };
  } catch (error) {
    throw error instanceof CarillonError
      ? withValues(error, { ...input, args: await store.redactor.argsInError(input) })
      : error;
  }
}

function validate(timing: Timing, nowMs: number): void {
  try {
    validateTiming(timing, nowMs);
  } catch (error) {
    refuse(error);
  }
}

const KNOWN: ReadonlySet<string> = new Set([
  "id",
  "job",
  "args",
  ...Object.keys({ ...WhenFields, ...PolicyFields, ...OneJobOptions.shape }),
]);

/** `timezone` for `timeZone` would run in UTC, and nobody would know why. */
function refuseUnknown(input: ScheduleInput): void {
  const unknown = Object.keys(input).filter(
    (name) => input[name] !== undefined && !KNOWN.has(name),
  );
  if (unknown.length === 0) return;
  const fields = unknown.map((name) => ({ path: name, message: `is not known here${hint(name)}` }));
  const message = fields.map((field) => `${field.path} ${field.message}`).join("; ");
  throw new CarillonError("invalid_fields", message, { fields });
}

function hint(name: string): string {
  const near = [...KNOWN].find((known) => known.toLowerCase() === name.toLowerCase());
  return near ? `; did you mean ${near}?` : "";
}

function definitionOf(
  timing: ScheduleDefinition["timing"],
  { body, priority, options: asked }: ResolvedJob,
): ScheduleDefinition {
  const { queue: _, unique, parents, onParentFailure, ...options } = asked;
  if (unique) throw invalidField("unique", "is for one job, and a periodic job makes many");
  if (parents) throw invalidField("parents", "are for one job, and a periodic job makes many");
  if (onParentFailure)
    throw invalidField(
      "onParentFailure",
      "is for one job with parents, and a periodic job has none",
    );
  return { timing, body, priority, options };
}

function idOf(store: Store, asked: unknown, type: string): string {
  if (asked === undefined)
    return `${type.slice(0, 50)}-${store.newLocalId().slice(-8).toLowerCase()}`;
  const parsed = ScheduleId.safeParse(asked);
  if (parsed.success) return parsed.data;
  throw invalidField(
    "id",
    "use 1 to 64 of a-z, 0-9, dot, underscore and hyphen, beginning with a letter or a digit",
  );
}

import { z } from "zod";

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const NAME_RULE =
  "use 1 to 64 of a-z, 0-9, dot, underscore and hyphen, beginning with a letter or a digit";

const name = z.string().regex(NAME, NAME_RULE);

export const QueueName = name.meta({ description: "The name of a queue." });
export const JobTypeName = name.meta({ description: "The name of a job type." });
export const ScheduleId = name.meta({ description: "The id of a schedule." });

/** Who stands in records without an account: nobody else may be called so. */
const RESERVED = ["owner", "admin-token", "cli", "nobody", "anyone", "scheduler", "system"];

export const UserName = name
  .refine((text) => !RESERVED.includes(text), "is kept for Carillon itself; choose another")
  .meta({ description: "The name of an account." });

export const Tag = name.meta({ description: "A tag of a job." });

/** Crockford's base 32, 26 digits: 10 of milliseconds, 16 of chance. https://github.com/ulid/spec */
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const SEPARATOR = "~";

export const OperationId = z
  .string()
  .regex(ULID, "an operation's id is a ULID")
  .meta({ description: "The id of an operation on many jobs." });

/** A job id names its queue, so that one look-up finds a job: `default~01JD3V5W3N8Q0M4R7T1B6C2X9Z`. */
export const JobId = z
  .string()
  .refine((id) => parseJobId(id) !== null, "a job id has the form queue~ULID")
  .meta({
    description: "The id of a job: its queue, a tilde, a ULID.",
    example: "default~01JD3V5W3N8Q0M4R7T1B6C2X9Z",
  });

export interface JobAddress {
  queue: string;
  /** The part of the id that is unique within its queue. */
  localId: string;
}

export function jobIdOf({ queue, localId }: JobAddress): string {
  return `${queue}${SEPARATOR}${localId}`;
}

export function parseJobId(id: string): JobAddress | null {
  const at = id.indexOf(SEPARATOR);
  const queue = id.slice(0, at);
  const localId = id.slice(at + 1);
  return at > 0 && NAME.test(queue) && ULID.test(localId) ? { queue, localId } : null;
}

import { isJobDefinition } from "../../jobs/define-job.ts";
import type { Json } from "../../jobs/json.ts";
import { maskedAt } from "../../jobs/unhidden.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import type { Store } from "../store.ts";
import type { ScheduleInput } from "./definition.ts";

/**
 * An edit by somebody who was not shown its secrets: they stay what they are. With them it is an edit of what was read, and another
 * one in between is a conflict. Of another job type nothing stays: its handler was not trusted with them.
 */
export async function withKeptSecrets(
  { redactor }: Store,
  input: ScheduleInput,
  stored: StoredSchedule,
): Promise<ScheduleInput> {
  const { body } = stored.definition;
  if (typeOf(input.job) !== body.n) return input;
  await redactor.know([body.n]);
  return { ...input, args: redactor.unhidden(input.args as Json, body) };
}

export const hasHidden = ({ args }: Pick<ScheduleInput, "args">) => maskedAt(args as Json) !== null;

const typeOf = (job: unknown) => (isJobDefinition(job) ? job.type.name : job);

import type { Schedule } from "../../api/schedules.ts";
import { isJobDefinition } from "../../jobs/define-job.ts";
import type { Json } from "../../jobs/json.ts";
import { maskedAt } from "../../jobs/unhidden.ts";
import { hiddenField } from "../redactor.ts";
import type { JobResolver } from "../resolve-job.ts";
import type { Store } from "../store.ts";
import type { ScheduleInput } from "./definition.ts";
import { checkRevision, type PutOptions, putSchedule } from "./put.ts";
import { livingOrNull } from "./read.ts";

/**
 * Saves what somebody sent who was not shown its secrets: in an edit they stay what they are. With them it is an edit of what was
 * read, and another one in between is a conflict. Of another job type nothing stays: its handler was not trusted with them.
 * @throws CarillonError as putSchedule, and invalid_fields where something hidden was sent and nothing is kept
 */
export async function saveSent(
  store: Store,
  resolver: JobResolver,
  input: ScheduleInput,
  options: PutOptions,
): Promise<Schedule> {
  const { redactor } = store;
  const masked = redactor.isOn ? maskedAt(input.args as Json, ["args"]) : null;
  if (masked === null) return putSchedule(store, resolver, input, options);
  const stored = options.mode === "put" ? await livingOrNull(store, input.id ?? "") : null;
  if (stored) await checkRevision(store, stored.id, stored, options.expectedRevision);
  if (!stored || stored.definition.body.n !== typeOf(input.job)) throw hiddenField(masked);
  const { revision, definition } = stored;
  await redactor.know([definition.body.n]);
  const { value: args, hiddenAt } = redactor.unhidden(input.args as Json, definition.body);
  if (hiddenAt !== null) throw hiddenField(hiddenAt);
  const kept = { ...input, args };
  return putSchedule(store, resolver, kept, { ...options, expectedRevision: revision });
}

const typeOf = (job: unknown) => (isJobDefinition(job) ? job.type.name : job);

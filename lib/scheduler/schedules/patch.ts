import { askedOf } from "../../api/asked.ts";
import type { PatchSchedule } from "../../api/schedule-definition.ts";
import type { Schedule } from "../../api/schedules.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import type { JobResolver } from "../resolve-job.ts";
import type { Store } from "../store.ts";
import type { ScheduleInput } from "./definition.ts";
import { putSchedule } from "./put.ts";
import { livingSchedule } from "./read.ts";
import { saveSent } from "./save-sent.ts";

/** What belongs to a kind of trigger, and goes when another takes its place. */
const TRIGGER_FIELDS = ["every", "cron", "timeZone", "afterEnd", "anchor", "immediately"];

/** Changes parts of a schedule. Somebody else's edit between the reading and the writing is a conflict. */
export async function patchSchedule(
  store: Store,
  resolver: JobResolver,
  id: string,
  patch: PatchSchedule,
  { by, expectedRevision }: { by: string; expectedRevision?: number },
): Promise<Schedule> {
  const stored = await livingSchedule(store, id);
  const options = {
    by,
    mode: "put",
    expectedRevision: expectedRevision ?? stored.revision,
  } as const;
  const { body } = stored.definition;
  // Arguments that stay were not sent. Another job type may show what is hidden now: it is as if what is shown had been sent.
  if (patch.args === undefined && (patch.job === undefined || patch.job === body.n))
    return putSchedule(store, resolver, patched(stored, patch), options);
  await store.redactor.know([body.n]);
  const { args = store.redactor.args(body).value } = patch;
  return saveSent(store, resolver, patched(stored, { ...patch, args }), options);
}

function patched(stored: StoredSchedule, patch: PatchSchedule): ScheduleInput {
  const { timing, options, body } = stored.definition;
  const before: Record<string, unknown> = askedOf({ timing, options, job: body.n, args: body.a });
  const isNewTrigger = [patch.every, patch.cron, patch.afterEnd].some(
    (field) => field !== undefined && field !== null,
  );
  const kept = Object.entries(before).filter(
    ([name]) => !isNewTrigger || !TRIGGER_FIELDS.includes(name) || staysWith(name, before, patch),
  );
  const merged = { ...Object.fromEntries(kept), ...patch };
  const set = Object.entries(merged).filter(([, value]) => value !== null && value !== undefined);
  return {
    queue: stored.queue,
    ...Object.fromEntries(set),
    id: stored.id,
  } as unknown as ScheduleInput;
}

/** A zone stays with another expression, an anchor with another interval. */
function staysWith(name: string, before: Record<string, unknown>, patch: PatchSchedule): boolean {
  if (name === "timeZone") return typeof patch.cron === "string";
  if (name === "anchor") return typeof patch.every === "number" && before.every !== undefined;
  return false;
}

import { CarillonError, conflict, invalidField } from "../../errors.ts";
import type { Schedule } from "../../api/schedules.ts";
import type {
  RevisionRecord,
  ScheduleDefinition,
  StoredSchedule,
} from "../../queue/stored-schedule.ts";
import type { JobResolver } from "../resolve-job.ts";
import type { Store } from "../store.ts";
import { checkedInput } from "./checked-input.ts";
import type { ScheduleInput } from "./definition.ts";
import { newPlan, planAfterEdit } from "./plan.ts";
import { livingOrNull, readSchedule } from "./read.ts";

/** One that fires every 100 ms changes under each try; many tries still come through. */
const MOST_TRIES = 50;

export interface PutOptions {
  /** `create` refuses an id that lives; `put` creates or edits it; `restore` brings back what was cancelled. */
  mode: "create" | "put" | "restore";
  by: string;
  how?: RevisionRecord["h"];
  /** The job type whose file declares it. */
  source?: string;
  /** The revision that is to be changed; any when left out. */
  expectedRevision?: number;
}

/**
 * Saves a schedule. The identical definition writes nothing; a changed plan counts from now and never fires at once; any other
 * change leaves the next time alone.
 * @throws CarillonError invalid_fields, conflict when the id is taken, revision_conflict with the present one as `current`, redis_full
 * for one that is new
 */
export async function putSchedule(
  store: Store,
  resolver: JobResolver,
  input: ScheduleInput,
  options: PutOptions,
): Promise<Schedule> {
  const { id, queue, definition } = await checkedInput(store, resolver, input);
  // An edit may be what makes room.
  if ((await livingOrNull(store, id)) === null)
    await store.room.admitWhole(JSON.stringify(definition).length);
  await store.registry.addQueue(queue);
  await claimId(store, id, queue, options.mode);
  await save(store, id, queue, definition, options);
  return readSchedule(store, id);
}

async function save(
  store: Store,
  id: string,
  queue: string,
  definition: ScheduleDefinition,
  options: PutOptions,
): Promise<void> {
  const schedules = store.schedules(queue);
  const { by, source = null, expectedRevision } = options;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const stored = await store.scheduleReads(queue).get(id);
    const living = stored && stored.state !== "cancelled" ? stored : null;
    // Somebody may have brought it back, or made it anew, meanwhile.
    const mode = options.mode === "restore" && stored?.state !== "cancelled" ? "put" : options.mode;
    const seen = mode === "restore" ? stored : living;
    await checkRevision(store, id, seen, expectedRevision);
    const isNew = living === null;
    const newGeneration = isNew ? await schedules.newGeneration() : 0;
    const nowMs = store.clock.now();
    const plan = living
      ? planAfterEdit(living, definition, nowMs)
      : newPlan({ id, generation: newGeneration, definition }, nowMs);
    const outcome = await schedules.put({
      id,
      mode,
      seen,
      newGeneration,
      definition,
      source,
      by,
      how: options.how ?? (isNew ? "created" : "edited"),
      plan,
    });
    if (outcome === "exists") throw takenError(id);
    if (outcome !== "stale") return;
  }
  throw conflict(`The periodic job ${id} changes faster than it can be saved. Pause it first.`);
}

/** @throws CarillonError revision_conflict */
export async function checkRevision(
  store: Store,
  id: string,
  seen: StoredSchedule | null,
  expectedRevision: number | undefined,
): Promise<void> {
  if (expectedRevision === undefined || seen?.revision === expectedRevision) return;
  throw new CarillonError(
    "revision_conflict",
    seen
      ? `The periodic job ${id} is at revision ${seen.revision} by now, and not at ${expectedRevision}: somebody has changed it. Compare, and save again.`
      : `The periodic job ${id} is not there any more: somebody has cancelled it.`,
    { current: seen && (await readSchedule(store, id)) },
  );
}

/** Schedule ids are unique over all queues, though each lives on the slot of its queue. */
async function claimId(
  store: Store,
  id: string,
  queue: string,
  mode: PutOptions["mode"],
): Promise<void> {
  const bound = await store.registry.bindSchedule(id, queue);
  if (bound === queue) return;
  const other = await store.scheduleReads(bound).get(id);
  if (other && other.state !== "cancelled") {
    if (mode === "create") throw takenError(id);
    throw invalidField(
      "queue",
      `The periodic job ${id} lives in queue ${bound}, and cannot move. Cancel it there first, or choose another id.`,
    );
  }
  await store.registry.rebindSchedule(id, queue);
}

function takenError(id: string) {
  const message = `There is a periodic job ${id} already. Choose another id, or change that one.`;
  return new CarillonError("conflict", message, { fields: [{ path: "id", message }] });
}

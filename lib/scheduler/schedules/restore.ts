import { askedOf } from "../../api/asked.ts";
import type { RestoreSchedule } from "../../api/schedule-actions.ts";
import type { Schedule } from "../../api/schedules.ts";
import { conflict } from "../../errors.ts";
import type { JobResolver } from "../resolve-job.ts";
import type { Store } from "../store.ts";
import { putSchedule } from "./put.ts";
import { storedSchedule } from "./read.ts";
import { readRevision } from "./revisions.ts";

/**
 * Brings back what was cancelled within 30 days, as it was or as an earlier revision had it; of one that lives, an earlier revision.
 * Its times count from now.
 */
export async function restoreSchedule(
  store: Store,
  resolver: JobResolver,
  id: string,
  { revision }: RestoreSchedule,
  { by, expectedRevision }: { by: string; expectedRevision?: number },
): Promise<Schedule> {
  const stored = await storedSchedule(store, id);
  const isCancelled = stored.state === "cancelled";
  if (!isCancelled && revision === undefined)
    throw conflict(`The periodic job ${id} is not cancelled. Name the revision to go back to.`);
  const { timing, options, body } = stored.definition;
  const asked =
    revision === undefined
      ? askedOf({ timing, options, job: body.n, args: body.a })
      : askedOf(await readRevision(store, id, revision));
  return putSchedule(
    store,
    resolver,
    { ...asked, id, queue: stored.queue },
    { mode: isCancelled ? "restore" : "put", by, how: "restored", expectedRevision },
  );
}

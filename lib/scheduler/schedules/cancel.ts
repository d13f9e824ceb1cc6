import type { CancelSchedule, ScheduleCancelled } from "../../api/schedule-actions.ts";
import { conflict, notFound } from "../../errors.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { Store } from "../store.ts";
import { livingSchedule } from "./read.ts";
import { undecidedOf } from "./undecided.ts";

const MOST_TRIES = 20;

/** After it has answered, no job of this schedule starts any more, but for those that were to be kept. */
export async function cancelSchedule(
  store: Store,
  id: string,
  { waiting, running }: CancelSchedule,
  by: string,
): Promise<ScheduleCancelled> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const stored = await livingSchedule(store, id);
    const { queue } = stored;
    // What is due and nobody has decided ends as cancelled.
    const due = undecidedOf(stored, store.clock.now(), { o: "cancelled", y: by });
    const outcome = await store.schedules(queue).cancel(stored, { by, waiting, running }, due);
    if (outcome === "missing") throw notFound("periodic job", id);
    if (outcome === "stale") continue;
    const ids = (localIds: string[]) =>
      localIds.toSorted().map((localId) => jobIdOf({ queue, localId }));
    return {
      id,
      removed: ids(outcome.removed),
      kept: ids(outcome.kept),
      running: ids(outcome.running),
    };
  }
  throw conflict("The periodic job fires faster than it can be cancelled. Pause it first.");
}

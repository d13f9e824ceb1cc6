import type { Schedule } from "../../api/schedules.ts";
import { conflict, invalidField, notFound } from "../../errors.ts";
import { instantMs } from "../../jobs/schedule-timing.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { livingSchedule, readSchedule } from "./read.ts";
import { reasonOf } from "./reason.ts";

export interface PauseOptions {
  reason?: string;
  /** When it ends by itself. */
  until?: Date;
}

/** Nothing of it starts until it is resumed; runs that wait or run are left alone. A second pause gives it another reason and end. */
export async function pauseSchedule(
  store: Store,
  id: string,
  { reason, until }: PauseOptions,
  by: string,
): Promise<Schedule> {
  const why = reasonOf(reason);
  const { queue } = await livingSchedule(store, id);
  const nowMs = store.clock.now();
  const untilMs = until === undefined ? null : instantMs("until", until);
  if (untilMs !== null && untilMs <= nowMs)
    throw invalidField(
      "until",
      `must be a time to come, and ${iso(untilMs)} is past; leave it out to pause until it is resumed`,
    );
  const outcome = await store.schedules(queue).pause(id, {
    by,
    atMs: nowMs,
    reason: why,
    untilMs,
  });
  if (outcome === "missing") throw notFound("periodic job", id);
  if (outcome !== "paused")
    throw conflict(`The periodic job has ${outcome}: there is nothing to pause.`);
  return readSchedule(store, id);
}

import type { Schedule } from "../../api/schedules.ts";
import { conflict, invalidField, notFound } from "../../errors.ts";
import type { Store } from "../store.ts";
import { livingSchedule, readSchedule } from "./read.ts";

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
  const { queue } = await livingSchedule(store, id);
  const nowMs = store.clock.now();
  if (until !== undefined && !(until.getTime() > nowMs))
    throw invalidField(
      "until",
      "must be a time to come; leave it out to pause until it is resumed",
    );
  const outcome = await store.schedules(queue).pause(id, {
    by,
    atMs: nowMs,
    reason: reason ?? null,
    untilMs: until?.getTime() ?? null,
  });
  if (outcome === "missing") throw notFound("periodic job", id);
  if (outcome !== "paused")
    throw conflict(`The periodic job has ${outcome}: there is nothing to pause.`);
  return readSchedule(store, id);
}

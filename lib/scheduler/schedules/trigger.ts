import { notFound } from "../../errors.ts";
import type { Job } from "../../jobs/job.ts";
import { readJob } from "../read-job.ts";
import { bytesOfJob } from "../room.ts";
import type { Store } from "../store.ts";
import { livingSchedule } from "./read.ts";

/** A run now, beside the plan: it works while paused, and touches no planned time and no limit. */
export async function triggerSchedule(store: Store, id: string, by: string): Promise<Job> {
  const { queue, definition } = await livingSchedule(store, id);
  await store.room.admit(bytesOfJob(JSON.stringify(definition.body)));
  const localId = store.newLocalId();
  const outcome = await store.schedules(queue).trigger(id, localId, by);
  if (outcome === "missing") throw notFound("periodic job", id);
  return readJob(store, { queue, localId });
}

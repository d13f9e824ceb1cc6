import { conflict, invalidField, notFound } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { HIGHEST_PRIORITY, LOWEST_PRIORITY } from "../jobs/options.ts";
import { dueOf, type When } from "./due.ts";
import { addressOf, readJob } from "./read-job.ts";
import type { Store } from "./store.ts";

/** A waiting job is cancelled at once; a running one is asked to stop, and the answer says so (`cancelRequested`). */
export async function cancelJob(store: Store, id: string, by: string): Promise<Job> {
  const address = addressOf(id);
  const outcome = await store.queue(address.queue).cancel(address.localId, by);
  if (outcome === "missing") throw notFound("job", id);
  const job = await readJob(store, address);
  if (outcome === "final" && job.state !== "cancelled")
    throw conflict(`The job has ${job.state} already: there is nothing to cancel.`);
  // Its executor may be quicker than this read, which is several: what was asked for is known here.
  return outcome === "asked" && job.state === "running" ? { ...job, cancelRequested: true } : job;
}

export async function retryJob(store: Store, id: string): Promise<Job> {
  const address = addressOf(id);
  const outcome = await store.queue(address.queue).retry(address.localId);
  if (outcome === "missing") throw notFound("job", id);
  const job = await readJob(store, address);
  if (outcome === "held")
    throw conflict(
      `Another job holds its unique key ${job.unique?.key ?? ""}. Cancel that one first, or let it end.`,
    );
  if (outcome === "not-retriable")
    throw conflict(`The job is ${job.state}: only a failed or cancelled job can be retried.`);
  return job;
}

export async function runJobNow(store: Store, id: string): Promise<Job> {
  const address = addressOf(id);
  const outcome = await store.queue(address.queue).runNow(address.localId);
  if (outcome === "missing") throw notFound("job", id);
  const job = await readJob(store, address);
  if (outcome === "unscheduled")
    throw conflict(`The job is ${job.state}: only a scheduled job can be run before its time.`);
  return job;
}

/** Gives a waiting job another time. */
export async function rescheduleJob(store: Store, id: string, when: When): Promise<Job> {
  const address = addressOf(id);
  if (when.executionTime === undefined && when.delayMs === undefined)
    throw invalidField("runAt", "give a time (runAt) or a wait from now (delayMs)");
  const { due } = dueOf(when, store.clock.now());
  const outcome = await store
    .queue(address.queue)
    .reschedule(address.localId, due === "0" ? "+0" : due);
  if (outcome === "missing") throw notFound("job", id);
  const job = await readJob(store, address);
  if (outcome === "started")
    throw conflict(`The job is ${job.state}: only a job that waits can get another time.`);
  return job;
}

/** Gives a waiting job another priority; a ready one goes to the end of its new line. */
export async function reprioritiseJob(store: Store, id: string, priority: number): Promise<Job> {
  const address = addressOf(id);
  if (!Number.isInteger(priority) || priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY)
    throw invalidField("priority", `must be ${LOWEST_PRIORITY} to ${HIGHEST_PRIORITY}`);
  const outcome = await store.queue(address.queue).reprioritise(address.localId, priority);
  if (outcome === "missing") throw notFound("job", id);
  const job = await readJob(store, address);
  if (outcome === "started")
    throw conflict(`The job is ${job.state}: only a job that waits can get another priority.`);
  return job;
}

/** Answers the job as it was. */
export async function deleteJob(store: Store, id: string): Promise<Job> {
  const address = addressOf(id);
  const job = await readJob(store, address);
  const outcome = await store.queue(address.queue).forget(address.localId);
  if (outcome === "missing") throw notFound("job", id);
  if (outcome === "not-final")
    throw conflict(`The job is ${job.state}: cancel it before you delete it.`);
  return job;
}

import type { Queue } from "../api/system.ts";
import { invalidField } from "../errors.ts";
import { parsed } from "../field-messages.ts";
import { QueueLimits } from "../jobs/limits.ts";
import { readQueue } from "./read-queues.ts";
import type { Store } from "./store.ts";

export async function pauseQueue(
  store: Store,
  name: string,
  { reason = null, until }: { reason?: string | null; until?: Date },
  by: string,
): Promise<Queue> {
  await readQueue(store, name);
  const nowMs = store.clock.now();
  const untilMs = until?.getTime() ?? null;
  if (untilMs !== null && !(untilMs > nowMs))
    throw invalidField("until", "is past. Choose a time to come, or leave it out.");
  await store.queue(name).pause({ by, atMs: nowMs, reason, untilMs });
  return readQueue(store, name);
}

export async function resumeQueue(store: Store, name: string): Promise<Queue> {
  await readQueue(store, name);
  await store.queue(name).resume();
  return readQueue(store, name);
}

/** @throws CarillonError invalid_fields */
export async function limitQueue(store: Store, name: string, limits: QueueLimits): Promise<Queue> {
  const checked = parsed(QueueLimits, limits);
  await readQueue(store, name);
  await store.queue(name).limit(checked);
  return readQueue(store, name);
}

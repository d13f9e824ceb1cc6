import type { Queue, QueueList } from "../api/system.ts";
import { notFound } from "../errors.ts";
import { type QueuePause, waitsSinceMs } from "../queue/record.ts";
import { countInDay } from "../queue/stats.ts";
import { iso, isoOrNull } from "./present.ts";
import type { Store } from "./store.ts";
import { liveWorkers } from "./workers.ts";

export async function readQueue(store: Store, name: string): Promise<Queue> {
  if (!(await store.registry.queues()).includes(name)) throw notFound("queue", name);
  return describeQueue(store, name, await executorsOf(store));
}

export async function listQueues(store: Store): Promise<QueueList> {
  const [names, executors] = await Promise.all([store.registry.queues(), executorsOf(store)]);
  const items = await Promise.all(names.map((name) => describeQueue(store, name, executors)));
  return { items, now: iso(store.clock.now()) };
}

interface ExecutorQueues {
  id: string;
  queues: string[];
}

async function executorsOf(store: Store): Promise<ExecutorQueues[]> {
  const workers = await liveWorkers(store);
  return workers
    .filter(({ kind }) => kind === "executor")
    .map(({ id, queues }) => ({ id, queues }));
}

async function describeQueue(
  store: Store,
  name: string,
  executors: ExecutorQueues[],
): Promise<Queue> {
  const reads = store.reads(name);
  const nowMs = store.clock.now();
  const [counts, pause, oldestMs, limits, parked, expiredInDay] = await Promise.all([
    reads.counts(),
    reads.pause(),
    oldestReadyMs(store, name),
    reads.limits(),
    reads.parked(),
    countInDay(store.redis, reads.tag, "expired", nowMs),
  ]);
  return {
    name,
    counts,
    oldestReadyAt: isoOrNull(oldestMs),
    pause: presentPause(store, pause, nowMs),
    limits,
    parked,
    expiredInDay,
    executors: executors.filter(({ queues }) => queues.includes(name)).map(({ id }) => id),
  };
}

/** A pause whose time is over is none, also while no executor has noticed yet. */
function presentPause(
  { redactor }: Store,
  pause: QueuePause | null,
  nowMs: number,
): Queue["pause"] {
  if (!pause || (pause.untilMs ?? Number.POSITIVE_INFINITY) <= nowMs) return null;
  const { by, atMs, reason, untilMs = null } = pause;
  return { by, at: iso(atMs), reason: redactor.textOrNull(reason), until: isoOrNull(untilMs) };
}

/** Since when the job that has been ready longest has been due. */
export async function oldestReadyMs(store: Store, queue: string): Promise<number | null> {
  const reads = store.reads(queue);
  const jobs = await reads.jobs(await reads.readyHeads());
  const times = jobs
    .filter(({ state }) => state === "ready")
    .map(({ envelope, localId }) => waitsSinceMs(localId, envelope));
  return times.length === 0 ? null : Math.min(...times);
}

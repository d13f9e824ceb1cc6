import type { ScheduleStanding } from "../api/schedule-standing.ts";
import { readMemory } from "../redis/memory.ts";
import type { Situation } from "./attention.ts";
import { listQueues } from "./read-queues.ts";
import type { Store } from "./store.ts";
import { listWorkers } from "./workers.ts";

const DAY_MS = 86_400_000;

/** What attention is drawn from. The overview reads all of each periodic job anyway; else how they stand is enough. */
export async function readSituation<S extends ScheduleStanding>(
  store: Store,
  readSchedules: (store: Store) => Promise<S[]>,
): Promise<Situation & { schedules: S[] }> {
  await store.readClock();
  const nowMs = store.clock.now();
  const [queues, workers, schedules, memory] = await Promise.all([
    listQueues(store),
    listWorkers(store),
    readSchedules(store),
    readMemory(store.redis),
  ]);
  const failed = await Promise.all(
    queues.items.map(({ name }) => store.reads(name).failedSince(nowMs - DAY_MS)),
  );
  return {
    nowMs,
    queues: queues.items,
    workers: workers.items,
    schedules,
    failedInDay: failed.reduce((sum, count) => sum + count, 0),
    memory,
  };
}

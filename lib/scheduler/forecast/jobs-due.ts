import type { ForecastSlot, ReadForecast } from "../../api/forecast.ts";
import { jobIdOf } from "../../jobs/names.ts";
import { dueWithin } from "../../queue/scheduled-counts.ts";
import type { LocalSlot } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";

const MOST_FIRST = 3;

export type JobsDue = NonNullable<ForecastSlot["jobs"]>;

/** Single jobs that wait for their time, by slot; null when schedules alone are asked for. */
export async function jobsDue(
  store: Store,
  { queue, schedule, q }: Pick<ReadForecast, "queue" | "schedule" | "q">,
  slots: LocalSlot[],
  nowMs: number,
): Promise<JobsDue[] | null> {
  if (schedule !== undefined || q !== undefined) return null;
  const queues = queue === undefined ? await store.registry.queues() : [queue];
  const stretches = slots.map(({ startMs, endMs }) => ({
    fromMs: Math.max(startMs, nowMs),
    toMs: endMs,
  }));
  const found = await Promise.all(
    queues.map(async (name) => {
      const due = await dueWithin(store.redis, store.reads(name).tag, stretches, MOST_FIRST);
      return due.map(({ count, first }) => ({
        count,
        first: first.map(({ localId, dueMs }) => ({
          id: jobIdOf({ queue: name, localId }),
          dueMs,
        })),
      }));
    }),
  );
  return slots.map((_, slot) => ({
    count: found.reduce((sum, due) => sum + due[slot]!.count, 0),
    first: found
      .flatMap((due) => due[slot]!.first)
      .toSorted((a, b) => a.dueMs - b.dueMs)
      .slice(0, MOST_FIRST)
      .map(({ id, dueMs }) => ({ id, runAt: iso(dueMs) })),
  }));
}

import { jobIdOf } from "../../jobs/names.ts";
import { ulidTimeMs } from "../../jobs/ulid.ts";
import { dueWithin } from "../../queue/scheduled-counts.ts";
import type { Store } from "../store.ts";
import type { CalendarEvent } from "./icalendar.ts";
import type { Place } from "./run-events.ts";

/** The next single jobs of some queues that wait for their time, up to `most` a queue. Second tries are left out. */
export async function jobEvents(
  store: Store,
  queues: string[],
  { fromMs, toMs, most, place }: { fromMs: number; toMs: number; most: number; place: Place },
): Promise<CalendarEvent[]> {
  const found = await Promise.all(
    queues.map(async (queue) => {
      const reads = store.reads(queue);
      const [due] = await dueWithin(store.redis, reads.tag, [{ fromMs, toMs }], most);
      const jobs = await reads.jobs(due!.first.map(({ localId }) => localId));
      return jobs.flatMap(({ localId, dueMs, record, envelope }): CalendarEvent[] => {
        if (dueMs === null || record.failures > 0) return [];
        const id = jobIdOf({ queue, localId });
        return [
          {
            uid: `${id}.${dueMs}@${place.host}`,
            sequence: 0,
            changedMs: ulidTimeMs(localId),
            at: dueMs,
            summary: envelope.body.n,
            description: `A single job in the queue ${queue}`,
            url: `${place.origin}/jobs/${id}`,
            categories: [queue],
          },
        ];
      });
    }),
  );
  return found.flat().toSorted((a, b) => Number(a.at) - Number(b.at));
}

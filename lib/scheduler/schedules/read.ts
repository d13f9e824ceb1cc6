import type { ScheduleStanding } from "../../api/schedule-standing.ts";
import type { Schedule, ScheduleList } from "../../api/schedules.ts";
import { conflict, notFound } from "../../errors.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { presentSchedule, presentStanding } from "./present.ts";
import { newestRuns } from "./recent.ts";

const NEXT_IN_LIST = 5;
const NEXT_ON_PAGE = 20;
const RECENT_RUNS = 30;

/** A cancelled one is still known, for as long as its tombstone stands. @throws CarillonError not_found */
export async function storedSchedule(store: Store, id: string): Promise<StoredSchedule> {
  const queue = await store.registry.queueOfSchedule(id);
  const stored = queue === null ? null : await store.scheduleReads(queue).get(id);
  if (!stored) throw notFound("periodic job", id);
  return stored;
}

export async function livingOrNull(store: Store, id: string): Promise<StoredSchedule | null> {
  const queue = await store.registry.queueOfSchedule(id);
  const stored = queue === null ? null : await store.scheduleReads(queue).get(id);
  return stored?.state === "cancelled" ? null : stored;
}

/** One that can still be changed. @throws CarillonError not_found or, when it is cancelled, conflict */
export async function livingSchedule(store: Store, id: string): Promise<StoredSchedule> {
  const stored = await storedSchedule(store, id);
  if (stored.state === "cancelled")
    throw conflict(`The periodic job ${id} was cancelled. It can be restored for 30 days.`);
  return stored;
}

export async function readSchedule(store: Store, id: string): Promise<Schedule> {
  const stored = await storedSchedule(store, id);
  const [schedule] = await presented(store, stored.queue, [stored], NEXT_ON_PAGE);
  return schedule!;
}

/** All that live; or those that were cancelled and can be restored. */
export async function listSchedules(
  store: Store,
  which: "living" | "cancelled" = "living",
): Promise<ScheduleList> {
  const queues = await store.registry.queues();
  const lists = await Promise.all(
    queues.map(async (queue) => {
      const stored = await store.scheduleReads(queue).list(which);
      return presented(store, queue, stored, NEXT_IN_LIST);
    }),
  );
  const items = lists.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { items, total: items.length, now: iso(store.clock.now()) };
}

/** How all stand that live: a small part of the list, for a small part of its cost. */
export async function scheduleStandings(store: Store): Promise<ScheduleStanding[]> {
  const queues = await store.registry.queues();
  const standings: ScheduleStanding[] = [];
  for (const queue of queues)
    for await (const some of store.scheduleReads(queue).standings())
      standings.push(...some.map((each) => presentStanding(each, store.redactor)));
  return standings;
}

async function presented(
  store: Store,
  queue: string,
  stored: StoredSchedule[],
  mostTimes: number,
): Promise<Schedule[]> {
  const reads = store.scheduleReads(queue);
  const ids = stored.map(({ id }) => id);
  const news = await reads.news(ids, RECENT_RUNS);
  const runs = await newestRuns(reads, news);
  await store.redactor.know(stored.map(({ definition }) => definition.body.n));
  const when = { nowMs: store.clock.now(), mostTimes };
  return stored.map((one, index) =>
    presentSchedule(one, { ...news[index]!, ...runs[index]! }, when, store.redactor),
  );
}

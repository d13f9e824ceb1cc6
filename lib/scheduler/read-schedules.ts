import type {
  Ledger,
  LedgerEntry,
  Preview,
  PreviewSchedule,
  Schedule,
  ScheduleList,
} from "../api/schedules.ts";
import { conflict, notFound } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import type { StoredSchedule } from "../queue/stored-schedule.ts";
import { compile, preview, validateTiming } from "../schedule/index.ts";
import { refuse, timingOf } from "./create-schedule.ts";
import { iso, presentSchedule } from "./present.ts";
import type { Store } from "./store.ts";

const NEXT_IN_LIST = 5;
const NEXT_ON_PAGE = 20;
const MOST_LEDGER_LINES = 200;

/** The next planned times, the stored one first. */
export function nextTimes(stored: StoredSchedule, most: number): number[] {
  if (stored.state !== "active" || stored.nominalMs === null) return [];
  const trigger = compile(stored.definition.timing, { anchorMs: stored.anchorMs });
  const times = [stored.nominalMs];
  while (times.length < most) {
    const next = trigger.next(times.at(-1)!);
    if (next === null) break;
    times.push(next);
  }
  return times;
}

/** A cancelled one is still known, for as long as its tombstone stands. @throws CarillonError not_found */
export async function storedSchedule(store: Store, id: string): Promise<StoredSchedule> {
  const queue = await store.registry.queueOfSchedule(id);
  const stored = queue === null ? null : await store.schedules(queue).get(id);
  if (!stored) throw notFound("periodic job", id);
  return stored;
}

/** One that can still be changed. @throws CarillonError not_found or, when it is cancelled, conflict */
export async function livingSchedule(store: Store, id: string): Promise<StoredSchedule> {
  const stored = await storedSchedule(store, id);
  if (stored.state === "cancelled") throw conflict(`The periodic job ${id} was cancelled already.`);
  return stored;
}

export async function readSchedule(store: Store, id: string): Promise<Schedule> {
  const stored = await storedSchedule(store, id);
  const [live] = await store.schedules(stored.queue).live([id]);
  return presentSchedule(stored, nextTimes(stored, NEXT_ON_PAGE), live ?? []);
}

export async function listSchedules(store: Store): Promise<ScheduleList> {
  const queues = await store.registry.queues();
  const lists = await Promise.all(
    queues.map(async (queue) => {
      const schedules = store.schedules(queue);
      const stored = await schedules.list();
      const live = await schedules.live(stored.map(({ id }) => id));
      return stored.map((one, index) =>
        presentSchedule(one, nextTimes(one, NEXT_IN_LIST), live[index] ?? []),
      );
    }),
  );
  const items = lists.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { items, total: items.length, now: iso(store.clock.now()) };
}

export async function readLedger(store: Store, id: string): Promise<Ledger> {
  const stored = await storedSchedule(store, id);
  const lines = await store.schedules(stored.queue).ledger(id, MOST_LEDGER_LINES);
  return {
    items: lines.map((line) => ({
      plannedAt: iso(line.p),
      decidedAt: iso(line.d),
      outcome: line.o as LedgerEntry["outcome"],
      count: line.n ?? 1,
      jobId: line.j === undefined ? null : jobIdOf({ queue: stored.queue, localId: line.j }),
      reason: line.r ?? null,
    })),
  };
}

/** The next runs of a trigger, by the code that fires it. */
export function previewSchedule(store: Store, input: PreviewSchedule): Preview {
  const startAt = input.startAt === undefined ? undefined : new Date(input.startAt);
  const endAt = input.endAt === undefined ? undefined : new Date(input.endAt);
  const timing = timingOf({
    every: input.every,
    cron: input.cron,
    timeZone: input.timeZone,
    startAt,
    endAt,
  });
  const nowMs = store.clock.now();
  const fromMs = input.from === undefined ? nowMs : Date.parse(input.from);
  try {
    validateTiming(timing, nowMs);
    const { description, items } = preview(timing, {
      fromMs,
      anchorMs: fromMs,
      count: input.count,
    });
    return {
      description,
      items: items.map(({ atMs, local, note }) => ({ at: iso(atMs), local, note })),
    };
  } catch (error) {
    refuse(error);
  }
}

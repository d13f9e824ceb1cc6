import type { Fire, PlannedRun } from "../../lib/queue/schedules.ts";
import type { ScheduleDefinition, StoredSchedule } from "../../lib/queue/stored-schedule.ts";
import { Timing } from "../../lib/schedule/index.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { nextJob, QUEUE } from "./fill.ts";

const MINUTE_MS = 60_000;

let made = 0;

function definitionOf(timing: Partial<Timing> = {}): ScheduleDefinition {
  const trigger = { kind: "every", everyMs: MINUTE_MS };
  return {
    timing: Timing.parse({ trigger, overlap: "allow", ...timing }),
    body: { n: "mail.send", a: { text: "what a job is told, about a hundred bytes" } },
    priority: 5,
    options: {},
  };
}

/** Saves a schedule that was due a minute ago, and reads it back. */
export async function putDue(
  store: Store,
  timing: Partial<Timing> = {},
  queue = QUEUE,
): Promise<StoredSchedule> {
  const schedule = await newSchedule(store, timing);
  await store.schedules(queue).put(schedule);
  return (await store.scheduleReads(queue).get(schedule.id))!;
}

/** Another one, not saved yet. */
export async function newSchedule(store: Store, timing: Partial<Timing> = {}) {
  const dueMs = Date.now() - MINUTE_MS;
  return {
    id: `schedule-${made++}`,
    mode: "create" as const,
    seen: null,
    newGeneration: await store.schedules(QUEUE).newGeneration(),
    definition: definitionOf(timing),
    source: null,
    by: "bench",
    how: "created" as const,
    plan: {
      anchorMs: dueMs - MINUTE_MS,
      watermarkMs: dueMs - MINUTE_MS,
      nominalMs: dueMs,
      nextMs: dueMs,
      counters: {},
      ledger: [],
    },
  };
}

/** Many of them, side by side. */
export const putMany = (store: Store, count: number, timing?: Partial<Timing>, queue?: string) =>
  Promise.all(Array.from({ length: count }, () => putDue(store, timing, queue)));

export function runsOf(count: number, lastMs: number): PlannedRun[] {
  return Array.from({ length: count }, (_, at) => ({
    localId: nextJob().localId,
    plannedMs: lastMs - count + 1 + at,
    coalesced: 0,
  }));
}

/** Its runs up to the time it is due, and ledger lines of times that do not fire; due again in a minute, if `part` says nothing else. */
export function fireOf(
  { id, generation, revision, nextMs, watermarkMs }: StoredSchedule,
  { fires = 1, lines = 0, ...part }: Partial<Fire> & { fires?: number; lines?: number } = {},
): Fire {
  const dueMs = nextMs!;
  const nextUpMs = Date.now() + MINUTE_MS;
  return {
    id,
    generation,
    revision,
    expectedScoreMs: dueMs,
    watermarkMs: Math.max(dueMs, watermarkMs + 1),
    nominalMs: nextUpMs,
    nextMs: nextUpMs,
    counters: lines > 0 ? { coalesced: lines } : {},
    ledger: Array.from({ length: lines }, (_, at) => ({
      p: dueMs - at - 1,
      d: dueMs,
      o: "coalesced",
    })),
    skipped: [],
    catchUp: null,
    runs: runsOf(fires, dueMs),
    ...part,
  };
}

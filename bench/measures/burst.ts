import { Cast } from "../cast.ts";
import { burstRow } from "../rows.ts";
import type { ReadyJob, ScheduleSession } from "../subject.ts";
import { type Bench, type Figures, pause, withSchedules } from "./bench.ts";
import { readyLateness } from "./lateness.ts";

const SCHEDULERS = [1, 3];
/** They fire twice, the first time to warm up. */
const EVERY_MS = 5_000;
const FAR_MS = 3_600_000;
const IN_FLIGHT = 50;
/** Saved before the others, to know how long they will take. */
const SAMPLE = 500;
const SPARE_MS = 2_000;
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Very many schedules with the same next time: how long after it the last job is ready. */
export async function measureBurst(bench: Bench): Promise<Figures> {
  const figures: Figures = {};
  for (const schedulers of SCHEDULERS) {
    const lastMs = await burst(bench, schedulers);
    if (lastMs === null) return {};
    figures[burstRow(bench.sizes.burst, schedulers)] = lastMs;
  }
  return figures;
}

function burst(bench: Bench, schedulers: number) {
  return withSchedules(bench, async (schedules, queue) => {
    const { burst: count } = bench.sizes;
    const cast = await Cast.start(bench, queue, schedulers);
    const farMs = Date.now() + FAR_MS;
    const sinceMs = Date.now();
    await putMany(schedules, "sample", SAMPLE, farMs);
    const leadMs = ((Date.now() - sinceMs) / SAMPLE) * count * 1.5 + SPARE_MS;
    const dueMs = Date.now() + Math.ceil(leadMs);
    await putMany(schedules, "burst", count, dueMs);
    if (Date.now() >= dueMs) throw new Error(`${count} schedules took more than ${leadMs} ms to save.`);
    await untilReady(schedules, count, dueMs);
    const ready = await untilReady(schedules, count, dueMs + EVERY_MS);
    await cast.end();
    const span = { fromMs: dueMs + EVERY_MS, toMs: dueMs + EVERY_MS + 1 };
    return Math.max(...readyLateness(ready, schedules.plannedMsOf, span).lateMs);
  });
}

async function putMany(schedules: ScheduleSession, name: string, count: number, dueMs: number) {
  let left = count;
  const lane = async () => {
    while (left-- > 0)
      await schedules.put({
        id: `${name}-${left}`,
        everyMs: EVERY_MS,
        firstMs: dueMs,
        lastMs: dueMs + EVERY_MS,
      });
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function untilReady(
  schedules: ScheduleSession,
  count: number,
  dueMs: number,
): Promise<ReadyJob[]> {
  const ready: ReadyJob[] = [];
  while (ready.length < count) {
    await pause(LOOK_EVERY_MS);
    ready.push(...(await schedules.readyJobs()));
    if (Date.now() > dueMs + PATIENCE_MS)
      throw new Error(`Of ${count} schedules that were due ${ready.length} have fired.`);
  }
  return ready;
}

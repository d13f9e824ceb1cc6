import { Cast } from "../cast.ts";
import { ROWS } from "../rows.ts";
import { median } from "../statistics.ts";
import type { ReadyJob, ScheduleSession } from "../subject.ts";
import { type Bench, type Figures, pause, withSchedules } from "./bench.ts";
import { readyLateness } from "./lateness.ts";

const EVERY_MS = 3_600_000;
const FAR_MS = 60_000;
const NEAR_MS = 50;
const WARM_UP = 5;
const LOOK_EVERY_MS = 20;
/** So that it is asleep when the next one comes, at no certain place in its second. */
const restMs = () => 150 + Math.random() * 300;

/** A scheduler that sleeps until something is due in a minute is given something that is due in 50 ms. */
export async function measureNearer(bench: Bench): Promise<Figures> {
  const lateness = await withSchedules(bench, async ({ schedules, queue }) => {
    const cast = await Cast.start(bench, queue, 1);
    await put(schedules, "far", Date.now() + FAR_MS);
    const late: number[] = [];
    for (let at = 0; at < WARM_UP + bench.sizes.nearer; at++) {
      await pause(restMs());
      const dueMs = Date.now() + NEAR_MS;
      await put(schedules, `near-${at}`, dueMs);
      const ready = await nextReady(schedules);
      const span = { fromMs: dueMs, toMs: dueMs + 1 };
      late.push(...readyLateness(ready, schedules.plannedMsOf, span));
    }
    await cast.end();
    return late.slice(WARM_UP);
  });
  return lateness
    ? { [ROWS.nearerP50]: median(lateness), [ROWS.nearerMax]: Math.max(...lateness) }
    : {};
}

const put = (schedules: ScheduleSession, id: string, dueMs: number) =>
  schedules.put({ id, everyMs: EVERY_MS, firstMs: dueMs, lastMs: dueMs });

async function nextReady(schedules: ScheduleSession): Promise<ReadyJob[]> {
  for (;;) {
    const ready = await schedules.readyJobs();
    if (ready.length > 0) return ready;
    await pause(LOOK_EVERY_MS);
  }
}

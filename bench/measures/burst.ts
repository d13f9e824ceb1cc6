import { Cast } from "../cast.ts";
import { burstRow } from "../rows.ts";
import type { ScheduleSession, Session } from "../subject.ts";
import { type Bench, type Figures, pause, withSchedules } from "./bench.ts";
import { lateness, readyLateness } from "./lateness.ts";

const SCHEDULERS = 3;
/** They are due three times: to warm up, for three schedulers, and for one. */
const EVERY_MS = 6_000;
const IN_FLIGHT = 50;
/** Saved before the others, to know how long they will take. */
const SAMPLE = 500;
const FAR_MS = 3_600_000;
const SPARE_MS = 2_000;
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Very many schedules with the same next time: how long after it the last job is ready, and the last handler starts. */
export async function measureBurst(bench: Bench): Promise<Figures> {
  const { burst: count } = bench.sizes;
  const figures = await withSchedules(bench, async ({ session, schedules, queue }) => {
    const cast = await Cast.start(bench, queue, SCHEDULERS);
    const warmUpMs = await planBurst(schedules, count);
    const byThreeMs = warmUpMs + EVERY_MS;
    const byOneMs = byThreeMs + EVERY_MS;
    await untilFinished(session, count, warmUpMs);
    await untilFinished(session, 2 * count, byThreeMs);
    // Read now: the stream keeps no more than some thousand events.
    const ready = await schedules.readyJobs();
    for (let left = SCHEDULERS; left > 1; left--) await cast.stopOne();
    await untilFinished(session, 3 * count, byOneMs);
    ready.push(...(await schedules.readyJobs()));
    const starts = await cast.end();
    const of = (schedulers: number, dueMs: number) => {
      const span = { fromMs: dueMs, toMs: dueMs + 1 };
      return {
        [burstRow(count, schedulers, "ready")]: Math.max(
          ...readyLateness(ready, schedules.plannedMsOf, span),
        ),
        [burstRow(count, schedulers, "start")]: Math.max(
          ...lateness(starts, schedules.plannedMsOf, span),
        ),
      };
    };
    return { ...of(1, byOneMs), ...of(SCHEDULERS, byThreeMs) };
  });
  return figures ?? {};
}

/** Answers when all are due for the first time: as soon as they are saved. */
async function planBurst(schedules: ScheduleSession, count: number): Promise<number> {
  const sinceMs = Date.now();
  await putMany(schedules, "sample", SAMPLE, sinceMs + FAR_MS);
  const leadMs = ((Date.now() - sinceMs) / SAMPLE) * count * 1.5 + SPARE_MS;
  const dueMs = Date.now() + Math.ceil(leadMs);
  await putMany(schedules, "burst", count, dueMs);
  if (Date.now() < dueMs) return dueMs;
  throw new Error(`${count} schedules took more than ${Math.ceil(leadMs)} ms to save.`);
}

async function putMany(schedules: ScheduleSession, name: string, count: number, firstMs: number) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const times = { everyMs: EVERY_MS, firstMs, lastMs: firstMs + 2 * EVERY_MS };
      await schedules.put({ id: `${name}-${left}`, ...times });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** Looks seldom, and at a count alone, so that nothing is disturbed. */
async function untilFinished(session: Session, count: number, dueMs: number): Promise<void> {
  for (;;) {
    await pause(LOOK_EVERY_MS);
    const finished = await session.finished();
    if (finished >= count) return;
    if (Date.now() > dueMs + PATIENCE_MS)
      throw new Error(`Of ${count} runs that were due ${finished} have finished.`);
  }
}

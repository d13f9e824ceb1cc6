import type { ReadyJob, ScheduleSession } from "../subject.ts";
import { pause } from "./bench.ts";
import type { Span } from "./lateness.ts";

const SCHEDULES = 50;
const EVERY_MS = 100;
/** Until the first is due all must be saved. */
const LEAD_MS = 1_500;
/** In the first seconds of a process its code is not compiled yet. */
const WARM_UP_MS = 2_000;
const LOOK_EVERY_MS = 250;
const GRACE_MS = 1_000;

/** 500 fires a second: 50 schedules, each every 100 ms, evenly apart. Answers from when to when they count. */
export async function startLoad(schedules: ScheduleSession, forMs: number): Promise<Span> {
  const firstMs = Date.now() + LEAD_MS;
  const fromMs = firstMs + WARM_UP_MS;
  const toMs = fromMs + forMs;
  await Promise.all(
    Array.from({ length: SCHEDULES }, (_, at) => {
      const apartMs = (at * EVERY_MS) / SCHEDULES;
      return schedules.put({
        id: `load-${at}`,
        everyMs: EVERY_MS,
        firstMs: firstMs + apartMs,
        lastMs: toMs - EVERY_MS + apartMs,
      });
    }),
  );
  return { fromMs, toMs };
}

/** How many planned times a load has in a span. */
export const plannedIn = ({ fromMs, toMs }: Span) => ((toMs - fromMs) / EVERY_MS) * SCHEDULES;

/** What becomes ready until some time after the end of what is planned; looked at now and then, which costs little. */
export async function readyUntil(schedules: ScheduleSession, endMs: number): Promise<ReadyJob[]> {
  const ready: ReadyJob[] = [];
  while (Date.now() < endMs + GRACE_MS) {
    await pause(LOOK_EVERY_MS);
    ready.push(...(await schedules.readyJobs()));
  }
  return ready;
}

import { Cast } from "../cast.ts";
import { ROWS } from "../rows.ts";
import { percentile } from "../statistics.ts";
import { type Bench, type Figures, pause, withSchedules } from "./bench.ts";
import { readyLateness } from "./lateness.ts";
import { readyUntil, startLoad } from "./load.ts";

const SCHEDULERS = 3;
const AROUND_MS = 1_000;

/** One of three schedulers killed under load: whether each planned time made one run, and how late those around that moment are. */
export async function measureKilled(bench: Bench): Promise<Figures> {
  const figures = await withSchedules(bench, async (schedules, queue) => {
    const cast = await Cast.start(bench, queue, SCHEDULERS);
    const load = await startLoad(schedules, bench.sizes.killedMs);
    const killMs = (load.fromMs + load.toMs) / 2;
    const killed = pause(killMs - Date.now()).then(() => cast.killOne());
    const [ready] = await Promise.all([readyUntil(schedules, load.toMs), killed]);
    await cast.end();
    const { plannedMsOf } = schedules;
    const counted = ready.filter(({ jobId }) => plannedMsOf(jobId) >= load.fromMs);
    const fired = new Set(counted.map(({ jobId }) => jobId)).size;
    const around = { fromMs: killMs - AROUND_MS, toMs: killMs + AROUND_MS };
    const { lateMs } = readyLateness(ready, plannedMsOf, around);
    return {
      [ROWS.killedMissing]: load.fires - fired,
      [ROWS.killedDouble]: counted.length - fired,
      [ROWS.killedP50]: percentile(lateMs, 0.5),
      [ROWS.killedP99]: percentile(lateMs, 0.99),
      [ROWS.killedMax]: Math.max(...lateMs),
    };
  });
  return figures ?? {};
}

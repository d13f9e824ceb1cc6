import { Cast } from "../cast.ts";
import { firesRow, ROWS } from "../rows.ts";
import { percentile } from "../statistics.ts";
import { type Bench, type Figures, withSchedules } from "./bench.ts";
import { lateness, readyLateness } from "./lateness.ts";
import { readyUntil, startLoad } from "./load.ts";

const SCHEDULERS = [1, 3];

/** 500 fires a second, by one scheduler and by three: how late each job is ready, and how late its handler starts. */
export async function measureFires(bench: Bench): Promise<Figures> {
  const figures: Figures = {};
  let [early, missing] = [0, 0];
  for (const schedulers of SCHEDULERS) {
    const found = await fireBy(bench, schedulers);
    if (!found) return {};
    early += found.early;
    missing += found.missing;
    Object.assign(figures, found.figures);
  }
  return { ...figures, [ROWS.early]: early, [ROWS.missing]: missing };
}

function fireBy(bench: Bench, schedulers: number) {
  return withSchedules(bench, async (schedules, queue) => {
    const cast = await Cast.start(bench, queue, schedulers);
    const load = await startLoad(schedules, bench.sizes.firesMs);
    const ready = await readyUntil(schedules, load.toMs);
    const starts = await cast.end();
    const { lateMs, early } = readyLateness(ready, schedules.plannedMsOf, load);
    const startLateMs = lateness(starts, schedules.plannedMsOf, load);
    return {
      early,
      missing: load.fires - lateMs.length,
      figures: {
        ...distribution(schedulers, "due → ready", lateMs),
        ...distribution(schedulers, "due → start", startLateMs),
      },
    };
  });
}

function distribution(schedulers: number, what: string, lateMs: number[]): Figures {
  return {
    [firesRow(schedulers, what, "p50")]: percentile(lateMs, 0.5),
    [firesRow(schedulers, what, "p99")]: percentile(lateMs, 0.99),
    [firesRow(schedulers, what, "max")]: Math.max(...lateMs),
  };
}

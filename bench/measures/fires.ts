import { Cast } from "../cast.ts";
import { firesRow, killedRow, ROWS } from "../rows.ts";
import { type Bench, type Figures, pause, withSchedules } from "./bench.ts";
import {
  countEarly,
  distribution,
  lateness,
  readyLateness,
  type Span,
  within,
} from "./lateness.ts";
import { plannedIn, readyUntil, startLoad } from "./load.ts";

const SCHEDULERS = 3;
/** One is killed in the middle of it. */
const AROUND_MS = 2_000;
const SETTLE_MS = 500;

/**
 * 500 fires a second by three schedulers, one of which is killed after a while, and in the end by one alone: how late each job is
 * ready, how late its handler starts, and whether each planned time has made one run.
 */
export async function measureFires(bench: Bench): Promise<Figures> {
  const { firesMs } = bench.sizes;
  const figures = await withSchedules(bench, async ({ schedules, queue }) => {
    const cast = await Cast.start(bench, queue, SCHEDULERS);
    const load = await startLoad(schedules, 2 * firesMs + AROUND_MS + SETTLE_MS);
    const three = spanOf(load.fromMs, firesMs);
    const around = spanOf(three.toMs, AROUND_MS);
    const one = spanOf(around.toMs + SETTLE_MS, firesMs);
    const [ready] = await Promise.all([readyUntil(schedules, load.toMs), fewer(cast, around)]);
    const starts = await cast.end();
    const { plannedMsOf } = schedules;
    const counted = within(ready, plannedMsOf, load);
    const fired = new Set(counted.map(({ jobId }) => jobId)).size;
    const by = (schedulers: number, span: Span) => ({
      ...distribution(
        (share) => firesRow(schedulers, "due → ready", share),
        readyLateness(ready, plannedMsOf, span),
      ),
      ...distribution(
        (share) => firesRow(schedulers, "due → start", share),
        lateness(starts, plannedMsOf, span),
      ),
    });
    return {
      ...by(1, one),
      ...by(SCHEDULERS, three),
      ...distribution(killedRow, readyLateness(ready, plannedMsOf, around)),
      [ROWS.early]: countEarly(ready, plannedMsOf),
      [ROWS.missing]: plannedIn(load) - fired,
      [ROWS.double]: counted.length - fired,
    };
  });
  return figures ?? {};
}

const spanOf = (fromMs: number, forMs: number): Span => ({ fromMs, toMs: fromMs + forMs });

/** Kills one of three schedulers in the middle of a span, and stops another at its end. */
async function fewer(cast: Cast, { fromMs, toMs }: Span): Promise<void> {
  await pause((fromMs + toMs) / 2 - Date.now());
  await cast.killOne();
  await pause(toMs - Date.now());
  await cast.stopOne();
}

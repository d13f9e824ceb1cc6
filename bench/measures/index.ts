import type { Bench, Figures } from "./bench.ts";
import { measureBurst } from "./burst.ts";
import { measureCalls, measureDrains } from "./drain.ts";
import { measureDue } from "./due.ts";
import { measureEnqueue } from "./enqueue.ts";
import { measureFires } from "./fires.ts";
import { measureNearer } from "./nearer.ts";
import { measurePickup } from "./pickup.ts";
import { measureProcesses } from "./processes.ts";

/** By the name they have on the command line, in the order of the table. */
export const MEASURES = {
  enqueue: measureEnqueue,
  drain: measureDrains,
  calls: measureCalls,
  processes: measureProcesses,
  pickup: measurePickup,
  due: measureDue,
  fires: measureFires,
  burst: measureBurst,
  nearer: measureNearer,
} satisfies Record<string, (bench: Bench) => Promise<Figures>>;

export type MeasureId = keyof typeof MEASURES;

export const MEASURE_IDS = Object.keys(MEASURES) as MeasureId[];

/** Those of schedules, by one name. */
export const PRECISION_IDS: MeasureId[] = ["fires", "burst", "nearer"];

import type { Logger } from "../logger.ts";
import type { Queue } from "../queue/queue.ts";
import type { RetentionByState } from "./scheduler.ts";

const MOST_REAPED = 100;
const MOST_TRIMMED = 250;
/** How many calls of trim one tidying makes at most: the rest waits for the next second. */
const MOST_TRIMS = 40;

export interface TidyOptions {
  /** How often a job may lose its executor. */
  maxLosses: number;
  retention: RetentionByState;
  logger: Logger;
}

/** Takes back what dead executors held, and forgets what is old. */
export async function tidy(
  queue: Queue,
  { maxLosses, retention, logger }: TidyOptions,
): Promise<void> {
  for (;;) {
    const { reaped } = await queue.reap(maxLosses);
    if (reaped > 0)
      logger.warn(
        { queue: queue.name, jobs: reaped },
        "took back jobs of executors that fell silent",
      );
    if (reaped < MOST_REAPED) break;
  }
  for (const state of ["succeeded", "failed", "cancelled"] as const) {
    for (let trims = 0; trims < MOST_TRIMS; trims++) {
      if ((await queue.trim(state, retention[state])) < MOST_TRIMMED) break;
    }
  }
}

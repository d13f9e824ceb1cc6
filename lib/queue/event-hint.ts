import type { Hint } from "../jobs/hint.ts";
import { jobIdOf } from "../jobs/names.ts";
import type { JobState } from "../jobs/states.ts";
import type { QueueEvent } from "./events.ts";

const MOST_JOBS_A_HINT = 100;

/** From which states a job can have come when an event says where it went. */
const ORIGINS: Record<JobState, JobState[]> = {
  blocked: [],
  scheduled: ["running", "blocked"],
  ready: ["scheduled", "blocked", "running", "failed", "cancelled"],
  running: ["ready"],
  succeeded: ["running"],
  failed: ["running"],
  cancelled: ["scheduled", "blocked", "ready", "running"],
};

/** What a page needs of an event: which of what it shows may have changed. */
export function hintOf({ queue, changes, schedules }: QueueEvent): Hint {
  const states = new Set<JobState>();
  for (const { state, isMove } of changes) {
    states.add(state);
    if (isMove) for (const origin of ORIGINS[state]) states.add(origin);
  }
  const jobs = changes
    .flatMap(({ localIds }) => localIds.slice(0, MOST_JOBS_A_HINT))
    .slice(0, MOST_JOBS_A_HINT)
    .map((localId) => jobIdOf({ queue, localId }));
  return { queue, states: [...states], jobs, schedules };
}

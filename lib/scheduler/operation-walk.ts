import type { JobFilter } from "../api/jobs.ts";
import { type OperationAction, STATES_OF } from "../jobs/operation.ts";
import { isFinal, type JobState } from "../jobs/states.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";
import type { Place } from "../queue/place.ts";
import type { StoredJob } from "../queue/reads.ts";
import { JobMatcher } from "./job-filter.ts";
import type { KeptArgs, Redactor } from "./redactor.ts";
import { loadJobs } from "./scan-jobs.ts";
import type { Store } from "./store.ts";

/** How many jobs a step of an operation looks at, at most: it bounds how long anything else waits for it. */
export const MOST_JOBS_A_STEP = 500;

/** Where a walk stands: in a state, after a place; null at that state's beginning. */
export interface Spot {
  state: JobState;
  place: Place | null;
}

/** Which jobs an operation is for. */
export interface Meant {
  action: OperationAction;
  filter: JobFilter;
  /** When it was asked for: what came later is not meant. */
  createdMs: number;
  /** What whoever asked is not shown: no text is looked for in it. Null for one who sees everything. */
  redactor: Redactor | null;
}

export interface Found {
  looked: number;
  jobs: StoredJob[];
  /** Null at the end of the last state. */
  next: Spot | null;
}

export function statesOf({ action, filter }: Pick<Meant, "action" | "filter">) {
  return filter.state === undefined ? STATES_OF[action] : [filter.state];
}

export async function queuesOf(store: Store, { queue }: JobFilter): Promise<string[]> {
  return queue === undefined ? store.registry.queues() : [queue];
}

/** The next jobs that are meant, among the next 500. A spot is a place and no rank, so that what leaves shifts nothing. */
export async function walk(store: Store, meant: Meant, spot: Spot | null): Promise<Found> {
  const states = statesOf(meant);
  const { state, place } = spot ?? { state: states[0]!, place: null };
  const queues = await queuesOf(store, meant.filter);
  const { redactor, filter } = meant;
  if (redactor && filter.q !== undefined) await redactor.knowAll();
  const shown = redactor ? (kept: KeptArgs) => redactor.args(kept).value : undefined;
  const matcher = new JobMatcher({ ...filter, state }, shown);
  const pages = store.pages(queues, state, matcher.range);
  const placed = await pages.walk(place).read(MOST_JOBS_A_STEP);
  const jobs = await loadJobs(
    store,
    placed.filter(({ localId }) => ulidTimeMs(localId) <= meant.createdMs),
  );
  const last = placed.length < MOST_JOBS_A_STEP ? undefined : placed.at(-1);
  const nextState = states[states.indexOf(state) + 1];
  return {
    looked: placed.length,
    jobs: [...jobs.values()].filter((job) => !isLater(job, meant) && matcher.fits(job)),
    next: last
      ? { state, place: last.place }
      : nextState === undefined
        ? null
        : { state: nextState, place: null },
  };
}

/**
 * A job that ended after the operation was asked for is not meant: one that is retried and fails again at once would
 * otherwise be retried for ever.
 */
function isLater({ state, record }: StoredJob, { createdMs }: Meant): boolean {
  return isFinal(state) && (record.finishedMs ?? 0) > createdMs;
}

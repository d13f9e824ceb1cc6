import { setImmediate as yieldToOthers } from "node:timers/promises";
import { JobFilter } from "../api/jobs.ts";
import { MOST_FAILURES_KEPT } from "../api/operations.ts";
import { parsed } from "../field-messages.ts";
import { jobIdOf } from "../jobs/names.ts";
import type { OperationAction, OperationFailure } from "../jobs/operation.ts";
import type { StepOutcome, StoredOperation } from "../queue/operations.ts";
import type { StoredJob } from "../queue/reads.ts";
import { type Spot, walk } from "./operation-walk.ts";
import type { Store } from "./store.ts";

/** So many are sent to Redis at once: what is due in the meantime waits for no more than these. */
const MOST_JOBS_AT_ONCE = 50;

type Act = (store: Store, job: StoredJob, by: string) => Promise<string>;

/** What each action does to one job; each is idempotent by the job's state, so that a step may be repeated. */
const ACTS: Record<OperationAction, Act> = {
  retry: (store, { queue, localId }) => store.queue(queue).retry(localId),
  cancel: (store, { queue, localId }, by) => store.queue(queue).cancel(localId, by),
  delete: (store, { queue, localId }) => store.queue(queue).forget(localId),
};

/** The answers that mean a change; any other, that the job had moved on before its turn came. */
const CHANGES = new Set(["retried", "cancelled", "asked", "forgotten"]);

/** One step of an operation, from where the last one ended. */
export async function stepOf(store: Store, operation: StoredOperation): Promise<StepOutcome> {
  const { action, by, createdMs, cursor, failures: known, hides } = operation;
  const redactor = hides ? store.redactor : null;
  // A filter that this version does not know wholly is refused: it would mean more jobs than were asked for.
  const filter = parsed(JobFilter, JSON.parse(operation.filter));
  const spot = cursor === null ? null : (JSON.parse(cursor) as Spot);
  const { looked, jobs, next } = await walk(store, { action, filter, createdMs, redactor }, spot);
  const outcomes: PromiseSettledResult<string>[] = [];
  for (let at = 0; at < jobs.length; at += MOST_JOBS_AT_ONCE) {
    const some = jobs.slice(at, at + MOST_JOBS_AT_ONCE);
    outcomes.push(...(await Promise.allSettled(some.map((job) => ACTS[action](store, job, by)))));
    await yieldToOthers();
  }
  const failures = outcomes.flatMap((outcome, index) => failureOf(jobs[index]!, outcome));
  const changed = outcomes.filter(isChange).length;
  return {
    counts: {
      looked,
      changed,
      skipped: jobs.length - changed - failures.length,
      failed: failures.length,
    },
    cursor: JSON.stringify(next),
    failures: failures.length > 0 ? [...known, ...failures].slice(0, MOST_FAILURES_KEPT) : null,
    next: next === null ? "done" : "running",
  };
}

function isChange(outcome: PromiseSettledResult<string>): boolean {
  return outcome.status === "fulfilled" && CHANGES.has(outcome.value);
}

function failureOf(job: StoredJob, outcome: PromiseSettledResult<string>): OperationFailure[] {
  if (outcome.status === "fulfilled") return [];
  const reason: unknown = outcome.reason;
  return [
    { jobId: jobIdOf(job), message: reason instanceof Error ? reason.message : String(reason) },
  ];
}

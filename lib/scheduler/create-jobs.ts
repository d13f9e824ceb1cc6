import { conflict } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import { type Enqueued, MOST_JOBS_A_CALL } from "../queue/queue.ts";
import { readJob } from "./change-jobs.ts";
import type { MadeJob } from "./handles.ts";
import { linkParents } from "./parents.ts";
import { type JobInput, newJob, planJob, type PlannedJob, recordOf } from "./plan-job.ts";
import type { JobResolver } from "./resolve-job.ts";
import type { Store } from "./store.ts";

/** Two calls share what one program gives at once: Redis works on the first while the second is written down. */
const JOBS_A_CALL = MOST_JOBS_A_CALL / 2;

export async function createJob(
  store: Store,
  resolver: JobResolver,
  input: JobInput,
): Promise<MadeJob> {
  const planned = await planJob(store, resolver, input);
  const { queue, body } = planned.resolved;
  if (body.p) await linkParents(store, planned);
  await store.registry.addQueue(queue);
  const outcome = await store.queue(queue).enqueue(recordOf(planned));
  return answerOf(store, planned, outcome, store.clock.now());
}

/** All are checked before the first is written. */
export async function createJobs(
  store: Store,
  resolver: JobResolver,
  inputs: JobInput[],
): Promise<MadeJob[]> {
  const planned: PlannedJob[] = [];
  for (const input of inputs) planned.push(await planJob(store, resolver, input));
  for (const job of planned) if (job.resolved.body.p) await linkParents(store, job);
  const outcomes = await writeJobs(store, planned);
  const nowMs = store.clock.now();
  return Promise.all(planned.map((job) => answerOf(store, job, outcomes.get(job)!, nowMs)));
}

/** Writes jobs that were checked, in their order within each queue. */
export async function writeJobs(
  store: Store,
  planned: PlannedJob[],
): Promise<Map<PlannedJob, Enqueued>> {
  const outcomes = new Map<PlannedJob, Enqueued>();
  for (const [queue, jobs] of groupByQueue(planned)) {
    await store.registry.addQueue(queue);
    const calls: Promise<void>[] = [];
    for (let at = 0; at < jobs.length; at += JOBS_A_CALL) {
      const some = jobs.slice(at, at + JOBS_A_CALL);
      const call = store.queue(queue).enqueueMany(some.map(recordOf));
      calls.push(
        call.then((answers) => some.forEach((job, index) => outcomes.set(job, answers[index]!))),
      );
      if (calls.length === MOST_CALLS_UNDER_WAY) await Promise.all(calls.splice(0));
    }
    await Promise.all(calls);
  }
  return outcomes;
}

const MOST_CALLS_UNDER_WAY = 4;

/** Where a unique key is held, its holder is the answer; and it says so. */
async function answerOf(
  store: Store,
  planned: PlannedJob,
  outcome: Enqueued,
  nowMs: number,
): Promise<MadeJob> {
  const { queue, body } = planned.resolved;
  if (outcome.outcome === "held") {
    const holder = { queue, localId: outcome.holder };
    const [stored] = await store.reads(queue).jobs([outcome.holder]);
    if (!stored)
      throw conflict(
        `The unique key ${body.q!.key} is held, by the job ${jobIdOf(holder)} that is no longer kept, until its window is over.`,
      );
    return { ...(await readJob(store, holder)), isDuplicate: true };
  }
  // What its parents are doing decides where it is now.
  if (body.p) return readJob(store, { queue, localId: planned.localId });
  return newJob(planned, nowMs);
}

function groupByQueue(planned: PlannedJob[]): Map<string, PlannedJob[]> {
  const groups = new Map<string, PlannedJob[]>();
  for (const job of planned) {
    const group = groups.get(job.resolved.queue);
    if (group) group.push(job);
    else groups.set(job.resolved.queue, [job]);
  }
  return groups;
}

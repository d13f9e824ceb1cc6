import { conflict } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import { takeCall } from "../queue/chunks.ts";
import { type Enqueued, weightOf } from "../queue/queue.ts";
import { readJob } from "./read-job.ts";
import type { MadeJob } from "./handles.ts";
import { linkParents } from "./parents.ts";
import { type JobInput, newJob, planJob, type PlannedJob, recordOf } from "./plan-job.ts";
import type { JobResolver } from "./resolve-job.ts";
import type { Store } from "./store.ts";

/** Calls of half the size: Redis works on one while the next is written down. */
const CALL_SHARE = 2;
const MOST_CALLS_UNDER_WAY = 4;

export async function createJob(
  store: Store,
  resolver: JobResolver,
  input: JobInput,
): Promise<MadeJob> {
  const plan = planJob(store, resolver, input);
  const planned = plan instanceof Promise ? await plan : plan;
  const { queue, body } = planned.resolved;
  if (body.p) await linkParents(store, planned);
  if (!store.registry.knows(queue)) await store.registry.addQueue(queue);
  const outcome = await store.queue(queue).enqueue(recordOf(planned));
  if (store.redactor.isOn) await store.redactor.know([planned.resolved.type]);
  const nowMs = store.clock.now();
  return isPlainlyMade(planned, outcome)
    ? newJob(planned, nowMs, store.redactor)
    : answerOf(store, planned, outcome);
}

/** All are checked before the first is written. */
export async function createJobs(
  store: Store,
  resolver: JobResolver,
  inputs: JobInput[],
): Promise<MadeJob[]> {
  const planned: PlannedJob[] = [];
  for (const input of inputs) {
    const plan = planJob(store, resolver, input);
    planned.push(plan instanceof Promise ? await plan : plan);
  }
  for (const job of planned) if (job.resolved.body.p) await linkParents(store, job);
  const outcomes = await writeJobs(store, planned);
  if (store.redactor.isOn) await store.redactor.know(planned.map(({ resolved }) => resolved.type));
  const nowMs = store.clock.now();
  const made: MadeJob[] = [];
  for (const job of planned) {
    const outcome = outcomes.get(job)!;
    const isPlain = isPlainlyMade(job, outcome);
    made.push(isPlain ? newJob(job, nowMs, store.redactor) : await answerOf(store, job, outcome));
  }
  return made;
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
    const left = jobs.map((job) => ({ job, record: recordOf(job) }));
    while (left.length > 0) {
      const some = takeCall(left, ({ record }) => weightOf(record) * CALL_SHARE);
      const call = store.queue(queue).enqueueMany(some.map(({ record }) => record));
      calls.push(
        call.then((answers) =>
          some.forEach(({ job }, index) => outcomes.set(job, answers[index]!)),
        ),
      );
      if (calls.length === MOST_CALLS_UNDER_WAY) await Promise.all(calls.splice(0));
    }
    await Promise.all(calls);
  }
  return outcomes;
}

/** Nothing but this call says where the job is now: no other one stands for it, and no parents decide. */
const isPlainlyMade = ({ resolved: { body } }: PlannedJob, { outcome }: Enqueued) =>
  outcome !== "held" && body.p === undefined;

/** Where a unique key is held, its holder is the answer; and it says so. */
async function answerOf(store: Store, planned: PlannedJob, outcome: Enqueued): Promise<MadeJob> {
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
  return readJob(store, { queue, localId: planned.localId });
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

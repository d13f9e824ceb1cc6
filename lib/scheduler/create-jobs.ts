import { conflict } from "../errors.ts";
import { jobIdOf } from "../jobs/names.ts";
import { takeCall } from "../queue/chunks.ts";
import { type Enqueued, weightOf } from "../queue/queue.ts";
import { readJob } from "./read-job.ts";
import type { MadeJob } from "./handles.ts";
import { linkParents } from "./parents.ts";
import { type JobInput, newJob, planJob, type PlannedJob, recordOf } from "./plan-job.ts";
import type { JobResolver } from "./resolve-job.ts";
import { bytesOfJob } from "./room.ts";
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
  const outcome = await writeJob(store, planned);
  if (store.redactor.isOn) await store.redactor.know([planned.resolved.type]);
  const nowMs = store.clock.now();
  return isPlainlyMade(planned, outcome)
    ? newJob(planned, nowMs, store.redactor)
    : answerOf(store, planned, outcome);
}

async function writeJob(store: Store, planned: PlannedJob): Promise<Enqueued> {
  const { resolved, createdMs } = planned;
  const { queue, body, text } = resolved;
  if (body.p) {
    await store.room.admitWhole(bytesOfJob(text));
    await linkParents(store, planned);
    return (await writeJobs(store, [planned])).get(planned)!;
  }
  if (!store.registry.knows(queue)) {
    await store.room.admitWhole(bytesOfJob(text));
    await store.registry.addQueue(queue);
  } else {
    const admitted = store.room.admit(bytesOfJob(text), createdMs);
    if (admitted) await admitted;
  }
  return store.queue(queue).enqueue(recordOf(planned));
}

/** All are checked, and let in together, before the first is written. */
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
  await admitJobs(store, planned);
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

/** @throws CarillonError redis_full, when there is no room for all of them */
export async function admitJobs(store: Store, planned: PlannedJob[]): Promise<void> {
  const bytes = planned.reduce((sum, { resolved }) => sum + bytesOfJob(resolved.text), 0);
  await store.room.admitWhole(bytes);
}

/** Writes jobs that were checked and let in, in their order within each queue. */
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
      const records = some.map(({ record }) => record);
      const call = store.queue(queue).enqueueMany(records, { isAdmitted: true });
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

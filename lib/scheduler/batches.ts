import type { Batch, BatchCreated, CreateBatch } from "../api/batches.ts";
import { MOST_BATCH_JOBS } from "../api/batches.ts";
import { CarillonError, invalidField, notFound } from "../errors.ts";
import { jobIdOf, type JobAddress, parseJobId } from "../jobs/names.ts";
import { headOf } from "../queue/record.ts";
import { readBatch } from "../queue/relatives.ts";
import { admitJobs, writeJobs } from "./create-jobs.ts";
import { linkParents } from "./parents.ts";
import { idOf, type JobInput, planJob, type PlannedJob } from "./plan-job.ts";
import { iso, isoOrNull } from "./present.ts";
import type { JobResolver } from "./resolve-job.ts";
import type { Store } from "./store.ts";

export interface BatchInput {
  name?: string;
  jobs: JobInput[];
  callback?: JobInput;
  callbackWhen?: CreateBatch["callbackWhen"];
}

/** All are checked before the first is written. The batch comes first, so that no member can end unseen. */
export async function createBatch(
  store: Store,
  resolver: JobResolver,
  { name = "", jobs, callback, callbackWhen = "ended" }: BatchInput,
  by: string,
): Promise<BatchCreated> {
  if (jobs.length === 0 || jobs.length > MOST_BATCH_JOBS)
    throw invalidField("jobs", `must be 1 to ${MOST_BATCH_JOBS} jobs`);
  const members: PlannedJob[] = [];
  for (const [index, input] of jobs.entries())
    members.push(await planned(store, resolver, input, `jobs.${index}`));
  const last = callback ? await planned(store, resolver, callback, "callback") : null;

  const { queue } = (last ?? members[0]!).resolved;
  const address = { queue, localId: store.newLocalId() };
  for (const member of members) joinBatch(member, jobIdOf(address), true);
  if (last) joinBatch(last, jobIdOf(address), false);
  await admitJobs(store, last ? [...members, last] : members);
  for (const member of members) await linkParents(store, member);
  await store.registry.addQueue(queue);
  await store.families(queue).putBatch({
    localId: address.localId,
    total: members.length,
    name,
    by,
    rule: callbackWhen,
    callback: last && {
      localId: last.localId,
      head: headOf(last.resolved.priority, last.resolved.body),
      body: last.resolved.text,
    },
  });
  await writeJobs(store, members);
  return { batch: await batchAt(store, address), jobIds: members.map(idOf) };
}

export async function readBatchById(store: Store, id: string): Promise<Batch> {
  const address = parseJobId(id);
  if (!address) throw notFound("batch", id);
  return batchAt(store, address);
}

async function batchAt(store: Store, address: JobAddress): Promise<Batch> {
  const stored = await readBatch(store.redis, store.prefix, address);
  const id = jobIdOf(address);
  if (!stored) throw notFound("batch", id);
  const { total, name, succeeded, failed, cancelled, createdMs, endedMs, rule, callback } = stored;
  return {
    id,
    name: name ? store.redactor.text(name) : null,
    state: endedMs === null ? "open" : "ended",
    total,
    succeeded,
    failed,
    cancelled,
    createdAt: iso(createdMs),
    createdBy: stored.by,
    endedAt: isoOrNull(endedMs),
    callbackWhen: rule,
    callbackId: callback === null ? null : jobIdOf({ queue: address.queue, localId: callback }),
  };
}

/** Names the job whose field is bad. A job with a unique key might not be made, and the batch would never end. */
async function planned(
  store: Store,
  resolver: JobResolver,
  input: JobInput,
  path: string,
): Promise<PlannedJob> {
  const job = await within(path, async () => planJob(store, resolver, input));
  if (job.resolved.body.q)
    throw invalidField(`${path}.unique`, "is not for a job of a batch: it might not be made");
  return job;
}

/** Runs `check` and puts `path` before the fields it refuses. */
export async function within<T>(path: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CarillonError) || error.fields.length === 0) throw error;
    const fields = error.fields.map((field) => ({ ...field, path: `${path}.${field.path}` }));
    throw new CarillonError(error.code, `${path}.${error.message}`, { fields, cause: error });
  }
}

function joinBatch({ resolved }: PlannedJob, batchId: string, isMember: boolean): void {
  resolved.body.i = batchId;
  resolved.text = JSON.stringify(resolved.body);
  resolved.isMember = isMember;
}

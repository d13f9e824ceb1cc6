import { notFound } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import { jobIdOf, type JobAddress, parseJobId } from "../jobs/names.ts";
import type { JobState } from "../jobs/states.ts";
import { readStates } from "../queue/relatives.ts";
import { presentJob } from "./present.ts";
import type { Store } from "./store.ts";

const NO_STATES = new Map<string, JobState>();

/** @throws CarillonError not_found for an id that is none, too: to its holder it is the same */
export function addressOf(id: string): JobAddress {
  const address = parseJobId(id);
  if (!address) throw notFound("job", id);
  return address;
}

export async function readJob(store: Store, address: JobAddress): Promise<Job> {
  const job = await store.reads(address.queue).job(address.localId);
  if (!job) throw notFound("job", jobIdOf(address));
  const { p: parents = [] } = job.envelope.body;
  const states =
    parents.length === 0 ? NO_STATES : await readStates(store.redis, store.prefix, parents);
  await store.redactor.know([job.envelope.body.n]);
  return presentJob(
    job,
    parents.map((id) => ({ id, state: states.get(id) ?? null })),
    store.redactor,
  );
}

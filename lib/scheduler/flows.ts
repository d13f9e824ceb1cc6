import type { Flow } from "../api/batches.ts";
import { invalidField } from "../errors.ts";
import { MOST_PARENTS } from "../jobs/options.ts";
import { within } from "./batches.ts";
import { admitJobs, writeJobs } from "./create-jobs.ts";
import { readJob } from "./read-job.ts";
import { linkParents } from "./parents.ts";
import { idOf, type JobInput, planJob, type PlannedJob } from "./plan-job.ts";
import type { JobResolver } from "./resolve-job.ts";
import type { Store } from "./store.ts";

/** A job of a flow, and the names of those that must end before it. */
export type FlowJobInput = JobInput & { after?: string[] };

/**
 * Makes jobs that wait for each other. All are checked first; then those that wait are written before those they wait for, so
 * that nothing starts unless everything is there.
 * @throws CarillonError invalid_fields for names that are none, and for a circle
 */
export async function createFlow(
  store: Store,
  resolver: JobResolver,
  inputs: Record<string, FlowJobInput>,
): Promise<Flow> {
  const order = orderOf(inputs);
  const planned = new Map<string, PlannedJob>();
  for (const name of order) {
    const { after = [], ...input } = inputs[name]!;
    const job = await within(`jobs.${name}`, async () => planJob(store, resolver, input));
    if (job.resolved.body.q)
      throw invalidField(`jobs.${name}.unique`, "is not for a job of a flow: it might not be made");
    waitFor(
      job,
      after.map((each) => idOf(planned.get(each)!)),
      `jobs.${name}.after`,
    );
    planned.set(name, job);
  }
  await admitJobs(store, [...planned.values()]);
  const promised = new Set([...planned.values()].map(idOf));
  for (const name of order.toReversed()) {
    const job = planned.get(name)!;
    await within(`jobs.${name}`, () => linkParents(store, job, promised));
    await writeJobs(store, [job]);
  }
  const jobs = await Promise.all(
    order.map(async (name) => {
      const { resolved, localId } = planned.get(name)!;
      return [name, await readJob(store, { queue: resolved.queue, localId })] as const;
    }),
  );
  return { jobs: Object.fromEntries(jobs) };
}

function waitFor({ resolved }: PlannedJob, ids: string[], path: string): void {
  if (ids.length === 0) return;
  const parents = [...new Set([...(resolved.body.p ?? []), ...ids])];
  if (parents.length > MOST_PARENTS)
    throw invalidField(path, `makes more than ${MOST_PARENTS} parents`);
  resolved.body.p = parents;
  resolved.text = JSON.stringify(resolved.body);
}

/** Parents before children. */
function orderOf(inputs: Record<string, FlowJobInput>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string) => {
    if (done.has(name)) return;
    if (path.includes(name))
      throw invalidField(
        `jobs.${name}.after`,
        `goes in a circle: ${[...path.slice(path.indexOf(name)), name].join(" after ")}`,
      );
    path.push(name);
    for (const [index, before] of (inputs[name]!.after ?? []).entries()) {
      if (!Object.hasOwn(inputs, before))
        throw invalidField(
          `jobs.${name}.after.${index}`,
          `There is no job ${before} in this flow.`,
        );
      visit(before);
    }
    path.pop();
    done.add(name);
  };
  for (const name of Object.keys(inputs)) visit(name);
  return [...done];
}

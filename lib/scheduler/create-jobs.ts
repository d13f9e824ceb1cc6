import { jobIdOf } from "../jobs/names.ts";
import { DEFAULT_ATTEMPTS } from "../jobs/options.ts";
import { MOST_JOBS_A_CALL, type NewJobRecord } from "../queue/queue.ts";
import { dueOf, type When } from "./due.ts";
import type { MadeJob } from "./handles.ts";
import { iso, presentAsked } from "./present.ts";
import type { JobResolver, ResolvedJob } from "./resolve-job.ts";
import type { Store } from "./store.ts";

type Input = { job: unknown; args: unknown } & When & Record<string, unknown>;

interface Planned {
  resolved: ResolvedJob;
  record: NewJobRecord & { createdMs: number };
  dueMs: number;
}

export async function createJob(
  store: Store,
  resolver: JobResolver,
  input: Input,
): Promise<MadeJob> {
  const planned = await plan(store, resolver, input);
  await store.registry.addQueue(planned.resolved.queue);
  await store.queue(planned.resolved.queue).enqueue(planned.record);
  return newJob(planned, store.clock.now());
}

/** All are checked before the first is written. */
export async function createJobs(
  store: Store,
  resolver: JobResolver,
  inputs: Input[],
): Promise<MadeJob[]> {
  const planned: Planned[] = [];
  for (const input of inputs) planned.push(await plan(store, resolver, input));
  for (const [queue, jobs] of groupByQueue(planned)) {
    await store.registry.addQueue(queue);
    for (let at = 0; at < jobs.length; at += MOST_JOBS_A_CALL) {
      await store
        .queue(queue)
        .enqueueMany(jobs.slice(at, at + MOST_JOBS_A_CALL).map(({ record }) => record));
    }
  }
  const nowMs = store.clock.now();
  return planned.map((job) => newJob(job, nowMs));
}

async function plan(store: Store, resolver: JobResolver, input: Input): Promise<Planned> {
  const nowMs = store.clock.now();
  const { due, dueMs } = dueOf(input, nowMs);
  const resolved = await resolver.resolve(input);
  const record = {
    localId: store.newLocalId(nowMs),
    createdMs: nowMs,
    priority: resolved.priority,
    due,
    body: resolved.text,
  };
  return { resolved, record, dueMs };
}

/** What a job is that has just been made: known without reading it back. */
function newJob({ resolved, record, dueMs }: Planned, nowMs: number): MadeJob {
  const { body, queue, priority, type } = resolved;
  const isLater = dueMs > nowMs;
  return {
    id: jobIdOf({ queue, localId: record.localId }),
    queue,
    type,
    state: isLater ? "scheduled" : "ready",
    priority,
    tags: body.g ?? [],
    createdAt: iso(record.createdMs),
    runAt: dueMs > 0 ? new Date(dueMs).toISOString() : null,
    startedAt: null,
    finishedAt: null,
    attempt: 1,
    maxAttempts: body.m ?? DEFAULT_ATTEMPTS,
    progress: null,
    worker: null,
    scheduleId: null,
    plannedAt: null,
    cancelRequested: false,
    args: body.a,
    timeoutMs: body.t ?? null,
    startDeadlineMs: body.d ?? null,
    ...presentAsked(body),
    parents: [],
    holdup: null,
    attempts: [],
    error: null,
    cancelledBy: null,
  };
}

function groupByQueue(planned: Planned[]): Map<string, Planned[]> {
  const groups = new Map<string, Planned[]>();
  for (const job of planned) {
    const group = groups.get(job.resolved.queue);
    if (group) group.push(job);
    else groups.set(job.resolved.queue, [job]);
  }
  return groups;
}

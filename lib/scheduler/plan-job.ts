import { jobIdOf } from "../jobs/names.ts";
import { DEFAULT_ATTEMPTS } from "../jobs/options.ts";
import { headOf } from "../queue/record.ts";
import type { NewJobRecord } from "../queue/queue.ts";
import { type Due, dueOf, type When } from "./due.ts";
import type { MadeJob } from "./handles.ts";
import { iso, presentAsked } from "./present.ts";
import type { JobResolver, ResolvedJob } from "./resolve-job.ts";
import type { Redactor } from "./redactor.ts";
import type { Store } from "./store.ts";

/** A job as callers ask for it. */
export type JobInput = { job: unknown; args: unknown } & When & Record<string, unknown>;

/** A job that was checked and can be written. */
export interface PlannedJob {
  resolved: ResolvedJob;
  localId: string;
  createdMs: number;
  due: Due;
}

/** Checks what is asked for, and writes nothing. @throws CarillonError with every bad field */
export function planJob(
  store: Store,
  resolver: JobResolver,
  input: JobInput,
): PlannedJob | Promise<PlannedJob> {
  const createdMs = store.clock.now();
  const due = dueOf(input, createdMs);
  store.redactor.refuseHidden(input.args);
  const resolved = resolver.resolve(input);
  return resolved instanceof Promise
    ? resolved.then((job) => planOf(store, job, createdMs, due))
    : planOf(store, resolved, createdMs, due);
}

function planOf(store: Store, resolved: ResolvedJob, createdMs: number, due: Due): PlannedJob {
  return { resolved, localId: store.newLocalId(createdMs), createdMs, due };
}

export const idOf = ({ resolved: { queue }, localId }: PlannedJob) => jobIdOf({ queue, localId });

/** As enqueue.lua takes it. */
export function recordOf({ resolved, localId, due: { due } }: PlannedJob): NewJobRecord {
  const { priority, body, text, isMember } = resolved;
  return { localId, head: headOf(priority, body, isMember), due, body: text };
}

/** What a job is that has just been made: known without reading it back. */
export function newJob(planned: PlannedJob, nowMs: number, redactor: Redactor): MadeJob {
  const { resolved, createdMs } = planned;
  const { body, queue, priority, type } = resolved;
  const { dueMs } = planned.due;
  const waits = dueMs > nowMs ? "scheduled" : "ready";
  return {
    id: idOf(planned),
    queue,
    type,
    state: body.p ? "blocked" : waits,
    priority,
    tags: body.g ?? [],
    createdAt: iso(createdMs),
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
    args: redactor.args(body).value,
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

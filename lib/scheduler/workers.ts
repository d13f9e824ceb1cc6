import type { JobTypeEntry, JobTypeList, Worker, WorkerList } from "../api/system.ts";
import { notFound } from "../errors.ts";
import type { JobType } from "../jobs/catalog.ts";
import type { WorkerAccount } from "../queue/presence.ts";
import { iso } from "./present.ts";
import type { Store } from "./store.ts";

/** So many signs of life may be missed before a worker counts as lost. */
const BEATS_MISSED = 3;
const LEAST_PATIENCE_MS = 3_000;

export async function listWorkers(store: Store): Promise<WorkerList> {
  const workers = await store.registry.workers();
  const nowMs = store.clock.now();
  const items = workers
    .map(({ account, beatMs }) => presentWorker(account, beatMs, nowMs))
    .toSorted((a, b) =>
      a.kind === b.kind ? (a.startedAt < b.startedAt ? -1 : 1) : a.kind < b.kind ? -1 : 1,
    );
  return { items, now: iso(nowMs) };
}

export async function readWorker(store: Store, id: string): Promise<Worker> {
  const worker = (await listWorkers(store)).items.find((candidate) => candidate.id === id);
  if (!worker) throw notFound("worker", id);
  return worker;
}

export async function liveWorkers(store: Store): Promise<Worker[]> {
  return (await listWorkers(store)).items.filter(
    ({ state }) => state === "active" || state === "draining",
  );
}

export async function listJobTypes(store: Store): Promise<JobTypeList> {
  const [types, workers] = await Promise.all([store.registry.jobTypes(), liveWorkers(store)]);
  return { items: types.map((type) => entryOf(store, type, workers)) };
}

export async function readJobType(store: Store, name: string): Promise<JobTypeEntry> {
  const [type, workers] = await Promise.all([store.registry.jobType(name), liveWorkers(store)]);
  if (!type) throw notFound("job type", name);
  return entryOf(store, type, workers);
}

function entryOf(store: Store, type: JobType, workers: Worker[]): JobTypeEntry {
  return { ...store.redactor.type(type), executors: executorsOf(type.name, workers) };
}

function executorsOf(type: string, workers: Worker[]): string[] {
  return workers.filter(({ jobTypes }) => jobTypes.includes(type)).map(({ id }) => id);
}

function presentWorker(account: WorkerAccount, beatMs: number, nowMs: number): Worker {
  const patienceMs = Math.max(LEAST_PATIENCE_MS, account.beatEveryMs * BEATS_MISSED);
  const { startedMs, running, beatEveryMs: _, ...rest } = account;
  return {
    ...rest,
    startedAt: iso(startedMs),
    beatAt: iso(beatMs),
    state: nowMs - beatMs > patienceMs ? "lost" : account.state,
    running: running.map((run) => ({
      jobId: run.jobId,
      type: run.type,
      startedAt: iso(run.startedMs),
    })),
  };
}

import type { Redis } from "ioredis";
import type { ListJobs } from "../api/jobs.ts";
import type { PreviewOperation, StartOperation } from "../api/operations.ts";
import type { CancelSchedule, PreviewSchedule } from "../api/schedules.ts";
import type { Hint } from "../jobs/hint.ts";
import type { Readiness, Stats } from "../api/system.ts";
import type { ArgsSchema } from "../jobs/define-job.ts";
import { watchEvents } from "../queue/events.ts";
import { connectRedis } from "../redis/connection.ts";
import {
  cancelJob,
  deleteJob,
  readJob,
  retryJob,
  runJobNow,
  addressOf,
  reprioritiseJob,
  rescheduleJob,
} from "./change-jobs.ts";
import type { When } from "./due.ts";
import { Results } from "./results.ts";
import {
  cancelSchedule,
  pauseSchedule,
  resumeSchedule,
  triggerSchedule,
} from "./change-schedules.ts";
import type { QueueLimits } from "../jobs/limits.ts";
import { type BatchInput, createBatch, readBatchById } from "./batches.ts";
import { createFlow, type FlowJobInput } from "./flows.ts";
import type {
  AnyNewJob,
  By,
  NewBatch,
  NewCron,
  NewJob,
  NewPeriodic,
  SchedulerApi,
} from "./contract.ts";
import { createJob, createJobs } from "./create-jobs.ts";
import { createSchedule, type ScheduleInput } from "./create-schedule.ts";
import { limitQueue, listQueues, pauseQueue, readQueue, resumeQueue } from "./queues.ts";
import {
  abortOperation,
  listOperations,
  previewOperation,
  readOperation,
  startOperation,
} from "./operations.ts";
import { listJobs, readLogs } from "./read-jobs.ts";
import { listSchedules, previewSchedule, readLedger, readSchedule } from "./read-schedules.ts";
import { JobResolver } from "./resolve-job.ts";
import { readStats } from "./stats.ts";
import { Store } from "./store.ts";
import { liveWorkers, listJobTypes, listWorkers, readJobType, readWorker } from "./workers.ts";

const DEFAULT_URL = "redis://127.0.0.1:6379";
/** All who ask for the overview within so long get the same answer: many open tabs cost Redis no more than one. */
const DEFAULT_RESULT_TIMEOUT_MS = 30_000;
const STATS_KEPT_MS = 500;
const A_PROGRAM = "program";

export interface SchedulerServiceOptions {
  /** The URL of Redis; redis://127.0.0.1:6379 when left out. */
  redis?: string;
  /** Sets programs on one Redis apart; "carillon" when left out. */
  prefix?: string;
}

/** What a program holds to schedule work and to see what became of it. Every verb answers what it made or changed. */
export class SchedulerService implements SchedulerApi {
  readonly #url: string;
  readonly #redis: Redis;
  readonly #store: Store;
  readonly #resolver: JobResolver;
  readonly #watchers = new Set<() => void>();
  #results: Results | null = null;
  #stats: { answer: Promise<Stats>; untilMs: number } | null = null;

  constructor({ redis = DEFAULT_URL, prefix = "carillon" }: SchedulerServiceOptions = {}) {
    this.#url = redis;
    this.#redis = connectRedis({ url: redis, role: "client", name: "carillon-client" });
    this.#store = new Store(this.#redis, prefix);
    this.#resolver = new JobResolver(this.#store.registry);
  }

  async scheduleJob<S extends ArgsSchema>(job: NewJob<S>) {
    return createJob(await this.#ready(), this.#resolver, job);
  }

  async scheduleJobs<S extends ArgsSchema>(jobs: NewJob<S>[]) {
    return createJobs(await this.#ready(), this.#resolver, jobs);
  }

  async scheduleAt<S extends ArgsSchema>(job: NewJob<S> & { executionTime: Date }) {
    return this.scheduleJob(job);
  }

  /** With an id it is an upsert: the same call at each start of a program leaves one schedule. */
  async schedulePeriodic<S extends ArgsSchema>(
    { interval, ...rest }: NewPeriodic<S>,
    { by = A_PROGRAM }: By = {},
  ) {
    return this.#putSchedule({ ...rest, every: Math.round(interval * 1_000) }, "upsert", by);
  }

  /** With an id it is an upsert, as `schedulePeriodic`. */
  async scheduleCron<S extends ArgsSchema>(schedule: NewCron<S>, { by = A_PROGRAM }: By = {}) {
    return this.#putSchedule({ ...schedule }, "upsert", by);
  }

  /** Refuses an id that is taken. */
  async createSchedule(schedule: ScheduleInput, { by = A_PROGRAM }: By = {}) {
    return this.#putSchedule(schedule, "create", by);
  }

  async scheduleBatch(batch: NewBatch, { by = A_PROGRAM }: By = {}) {
    return createBatch(await this.#ready(), this.#resolver, batch as BatchInput, by);
  }

  async getBatch(id: string) {
    return readBatchById(await this.#ready(), id);
  }

  async scheduleFlow(jobs: Record<string, AnyNewJob & { after?: string[] }>) {
    return createFlow(await this.#ready(), this.#resolver, jobs as Record<string, FlowJobInput>);
  }

  async cancelJob(id: string, { by = A_PROGRAM }: By = {}) {
    return cancelJob(await this.#ready(), id, by);
  }

  async retryJob(id: string) {
    return retryJob(await this.#ready(), id);
  }

  async runJobNow(id: string) {
    return runJobNow(await this.#ready(), id);
  }

  async rescheduleJob(id: string, when: When) {
    return rescheduleJob(await this.#ready(), id, when);
  }

  async reprioritiseJob(id: string, priority: number) {
    return reprioritiseJob(await this.#ready(), id, priority);
  }

  async deleteJob(id: string) {
    return deleteJob(await this.#ready(), id);
  }

  async getJob(id: string) {
    return readJob(await this.#ready(), addressOf(id));
  }

  async resultOf(
    id: string,
    { timeoutMs = DEFAULT_RESULT_TIMEOUT_MS }: { timeoutMs?: number } = {},
  ) {
    this.#results ??= new Results({
      read: (each) => this.getJob(each),
      watch: (listener) => this.watch(listener),
    });
    return this.#results.of(id, timeoutMs);
  }

  async getJobLogs(id: string) {
    return readLogs(await this.#ready(), id);
  }

  async listJobs(query: Partial<ListJobs>) {
    return listJobs(await this.#ready(), query);
  }

  async startOperation(operation: StartOperation, { by = A_PROGRAM }: By = {}) {
    return startOperation(await this.#ready(), operation, by);
  }

  async previewOperation(operation: PreviewOperation) {
    return previewOperation(await this.#ready(), operation);
  }

  async abortOperation(id: string, { by = A_PROGRAM }: By = {}) {
    return abortOperation(await this.#ready(), id, by);
  }

  async getOperation(id: string) {
    return readOperation(await this.#ready(), id);
  }

  async listOperations() {
    return listOperations(await this.#ready());
  }

  async cancelSchedule(
    id: string,
    { running = "finish", by = A_PROGRAM }: Partial<CancelSchedule> & By = {},
  ) {
    return cancelSchedule(await this.#ready(), id, running, by);
  }

  async pauseSchedule(id: string, { reason, by = A_PROGRAM }: { reason?: string } & By = {}) {
    return pauseSchedule(await this.#ready(), id, reason ?? null, by);
  }

  async resumeSchedule(id: string) {
    return resumeSchedule(await this.#ready(), id);
  }

  async triggerSchedule(id: string) {
    return triggerSchedule(await this.#ready(), id);
  }

  async previewSchedule(input: PreviewSchedule) {
    return previewSchedule(await this.#ready(), input);
  }

  async getSchedule(id: string) {
    return readSchedule(await this.#ready(), id);
  }

  async listSchedules() {
    return listSchedules(await this.#ready());
  }

  async getLedger(id: string) {
    return readLedger(await this.#ready(), id);
  }

  async pauseQueue(
    name: string,
    { by = A_PROGRAM, ...pause }: { reason?: string; until?: Date } & By = {},
  ) {
    return pauseQueue(await this.#ready(), name, pause, by);
  }

  async resumeQueue(name: string) {
    return resumeQueue(await this.#ready(), name);
  }

  async limitQueue(name: string, limits: QueueLimits) {
    return limitQueue(await this.#ready(), name, limits);
  }

  async getQueue(name: string) {
    return readQueue(await this.#ready(), name);
  }

  async listQueues() {
    return listQueues(await this.#ready());
  }

  async getWorker(id: string) {
    return readWorker(await this.#ready(), id);
  }

  async listWorkers() {
    return listWorkers(await this.#ready());
  }

  async getJobType(name: string) {
    return readJobType(await this.#ready(), name);
  }

  async listJobTypes() {
    return listJobTypes(await this.#ready());
  }

  async getStats() {
    if (!this.#stats || this.#stats.untilMs < performance.now()) {
      const answer = this.#ready().then(readStats);
      answer.catch(() => (this.#stats = null));
      this.#stats = { answer, untilMs: performance.now() + STATS_KEPT_MS };
    }
    return this.#stats.answer;
  }

  async getReadiness(): Promise<Readiness> {
    try {
      const workers = await liveWorkers(await this.#ready());
      const scheduler = workers.some(({ kind }) => kind === "scheduler") ? "alive" : "none";
      return { status: scheduler === "alive" ? "ready" : "not-ready", redis: "ok", scheduler };
    } catch {
      return { status: "not-ready", redis: "unreachable", scheduler: "none" };
    }
  }

  async watch(listener: (id: string, hint: Hint) => void): Promise<() => void> {
    const { prefix, registry } = this.#store;
    const redis = connectRedis({ url: this.#url, role: "worker", name: "carillon-watch" });
    const stop = watchEvents({ redis, prefix, queues: () => registry.queues(), listener });
    this.#watchers.add(stop);
    return () => {
      this.#watchers.delete(stop);
      stop();
    };
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    for (const stop of this.#watchers) stop();
    this.#watchers.clear();
    if (this.#redis.status === "ready") await this.#redis.quit();
    else this.#redis.disconnect();
  }

  async #putSchedule(schedule: ScheduleInput, mode: "create" | "upsert", by: string) {
    return createSchedule(await this.#ready(), this.#resolver, schedule, { mode, by });
  }

  async #ready(): Promise<Store> {
    await this.#store.ready();
    return this.#store;
  }
}

import type { Redis } from "ioredis";
import type { ListJobs } from "../api/jobs.ts";
import type { PreviewOperation, StartOperation } from "../api/operations.ts";
import type { CancelSchedule, PreviewSchedule } from "../api/schedules.ts";
import type { Hint } from "../jobs/hint.ts";
import type { Readiness, Stats } from "../api/system.ts";
import type { ResultOf } from "../jobs/as-json.ts";
import type { ArgsSchema } from "../jobs/define-job.ts";
import type { Json } from "../jobs/json.ts";
import { createLogger, type Logger } from "../logger.ts";
import { hintOf } from "../queue/event-hint.ts";
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
import type { ResultOptions } from "./handles.ts";
import { type Hooks, openHooks } from "./hooks.ts";
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
const STATS_KEPT_MS = 500;
const A_PROGRAM = "program";

export interface SchedulerServiceOptions {
  /** The URL of Redis; redis://127.0.0.1:6379 when left out. */
  redis?: string;
  /** Sets programs on one Redis apart; "carillon" when left out. */
  prefix?: string;
  /** Told of listeners that failed, and of the loss of the connection that brings events. Warnings go to standard output when left out. */
  logger?: Logger;
}

/** What a program holds to schedule work and to see what became of it. Every verb answers what it made or changed. */
export class SchedulerService implements SchedulerApi {
  readonly #redis: Redis;
  readonly #store: Store;
  readonly #resolver: JobResolver;
  readonly #hooks: Hooks;
  #stats: { answer: Promise<Stats>; untilMs: number } | null = null;

  constructor({
    redis = DEFAULT_URL,
    prefix = "carillon",
    logger = createLogger("warn", {}),
  }: SchedulerServiceOptions = {}) {
    this.#redis = connectRedis({ url: redis, role: "client", name: "carillon-client" });
    this.#store = new Store(this.#redis, prefix);
    this.#resolver = new JobResolver(this.#store.registry);
    this.#hooks = openHooks({
      url: redis,
      store: this.#store,
      logger,
      read: (id) => this.getJob(id),
    });
  }

  async scheduleJob<S extends ArgsSchema, R = Json>(job: NewJob<S, R>) {
    const store = this.#store.isReady ? this.#store : await this.#ready();
    return this.#hooks.handles.of<ResultOf<R>>(await createJob(store, this.#resolver, job));
  }

  async scheduleJobs<S extends ArgsSchema, R = Json>(jobs: NewJob<S, R>[]) {
    const made = await createJobs(await this.#ready(), this.#resolver, jobs);
    return made.map((job) => this.#hooks.handles.of<ResultOf<R>>(job));
  }

  async scheduleAt<S extends ArgsSchema, R = Json>(job: NewJob<S, R> & { executionTime: Date }) {
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
    return this.#hooks.handles.of<Json>(await retryJob(await this.#ready(), id));
  }

  async runJobNow(id: string) {
    return this.#hooks.handles.of<Json>(await runJobNow(await this.#ready(), id));
  }

  async rescheduleJob(id: string, when: When) {
    return this.#hooks.handles.of<Json>(await rescheduleJob(await this.#ready(), id, when));
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

  async resultOf(id: string, options?: ResultOptions) {
    return this.#hooks.results.of(id, options);
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
    return this.#hooks.handles.of<Json>(await triggerSchedule(await this.#ready(), id));
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

  async watch(listener: (id: string, hint: Hint) => void) {
    return this.#hooks.feed.add((event) => listener(`${event.queue}/${event.id}`, hintOf(event)));
  }

  async subscribe(...args: Parameters<SchedulerApi["subscribe"]>) {
    await this.#ready();
    return this.#hooks.subscriptions.subscribe(...args);
  }

  async on(...args: Parameters<SchedulerApi["on"]>) {
    await this.#ready();
    return this.#hooks.subscriptions.on(...args);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    this.#hooks.feed.close();
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

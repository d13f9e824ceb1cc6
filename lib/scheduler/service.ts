import type { StartOperation } from "../api/operations.ts";
import type { CancelSchedule } from "../api/schedules.ts";
import type { ResultOf } from "../jobs/as-json.ts";
import type { ArgsSchema } from "../jobs/define-job.ts";
import type { Json } from "../jobs/json.ts";
import type { QueueLimits } from "../jobs/limits.ts";
import { createBatch } from "./batches.ts";
import {
  cancelJob,
  deleteJob,
  reprioritiseJob,
  rescheduleJob,
  retryJob,
  runJobNow,
} from "./change-jobs.ts";
import {
  cancelSchedule,
  pauseSchedule,
  resumeSchedule,
  triggerSchedule,
} from "./change-schedules.ts";
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
import type { When } from "./due.ts";
import { createFlow } from "./flows.ts";
import { abortOperation, startOperation } from "./operations.ts";
import { limitQueue, pauseQueue, resumeQueue } from "./queues.ts";
import { JobResolver } from "./resolve-job.ts";
import { ServiceReads, type SchedulerServiceOptions } from "./service-reads.ts";

const A_PROGRAM = "program";

/** What a program holds to schedule work and to see what became of it. Every verb answers what it made or changed. */
export class SchedulerService extends ServiceReads implements SchedulerApi {
  readonly #resolver: JobResolver;

  constructor(options?: SchedulerServiceOptions) {
    super(options);
    this.#resolver = new JobResolver(this.store.registry);
  }

  async scheduleJob<S extends ArgsSchema, R = Json>(job: NewJob<S, R>) {
    const store = this.store.isReady ? this.store : await this.ready();
    return this.hooks.handles.of<ResultOf<R>>(await createJob(store, this.#resolver, job));
  }

  async scheduleJobs<S extends ArgsSchema, R = Json>(jobs: NewJob<S, R>[]) {
    const made = await createJobs(await this.ready(), this.#resolver, jobs);
    return made.map((job) => this.hooks.handles.of<ResultOf<R>>(job));
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
    return createBatch(await this.ready(), this.#resolver, batch, by);
  }

  async scheduleFlow(jobs: Record<string, AnyNewJob & { after?: string[] }>) {
    return createFlow(await this.ready(), this.#resolver, jobs);
  }

  async cancelJob(id: string, { by = A_PROGRAM }: By = {}) {
    return cancelJob(await this.ready(), id, by);
  }

  async retryJob(id: string) {
    return this.hooks.handles.of<Json>(await retryJob(await this.ready(), id));
  }

  async runJobNow(id: string) {
    return this.hooks.handles.of<Json>(await runJobNow(await this.ready(), id));
  }

  async rescheduleJob(id: string, when: When) {
    return this.hooks.handles.of<Json>(await rescheduleJob(await this.ready(), id, when));
  }

  async reprioritiseJob(id: string, priority: number) {
    return reprioritiseJob(await this.ready(), id, priority);
  }

  async deleteJob(id: string) {
    return deleteJob(await this.ready(), id);
  }

  async startOperation(operation: StartOperation, { by = A_PROGRAM }: By = {}) {
    return startOperation(await this.ready(), operation, by);
  }

  async abortOperation(id: string, { by = A_PROGRAM }: By = {}) {
    return abortOperation(await this.ready(), id, by);
  }

  async cancelSchedule(
    id: string,
    { running = "finish", by = A_PROGRAM }: Partial<CancelSchedule> & By = {},
  ) {
    return cancelSchedule(await this.ready(), id, running, by);
  }

  async pauseSchedule(id: string, { reason, by = A_PROGRAM }: { reason?: string } & By = {}) {
    return pauseSchedule(await this.ready(), id, reason ?? null, by);
  }

  async resumeSchedule(id: string) {
    return resumeSchedule(await this.ready(), id);
  }

  async triggerSchedule(id: string) {
    return this.hooks.handles.of<Json>(await triggerSchedule(await this.ready(), id));
  }

  async pauseQueue(
    name: string,
    { by = A_PROGRAM, ...pause }: { reason?: string; until?: Date } & By = {},
  ) {
    return pauseQueue(await this.ready(), name, pause, by);
  }

  async resumeQueue(name: string) {
    return resumeQueue(await this.ready(), name);
  }

  async limitQueue(name: string, limits: QueueLimits) {
    return limitQueue(await this.ready(), name, limits);
  }

  async #putSchedule(schedule: ScheduleInput, mode: "create" | "upsert", by: string) {
    return createSchedule(await this.ready(), this.#resolver, schedule, { mode, by });
  }
}

import type { StartOperation } from "../api/operations.ts";
import type { CancelSchedule, RestoreSchedule } from "../api/schedule-actions.ts";
import type { PatchSchedule } from "../api/schedule-definition.ts";
import type { ResultOf } from "../jobs/as-json.ts";
import type { ArgsSchema } from "../jobs/define-job.ts";
import type { Json } from "../jobs/json.ts";
import { instantMs } from "../jobs/schedule-timing.ts";
import type { MissedRule } from "../schedule/index.ts";
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
import type {
  AnyNewJob,
  BackfillOptions,
  By,
  Expected,
  NewAfterEnd,
  NewBatch,
  NewCron,
  NewJob,
  NewPeriodic,
  SchedulerApi,
} from "./contract.ts";
import { createJob, createJobs } from "./create-jobs.ts";
import type { When } from "./due.ts";
import { createFlow } from "./flows.ts";
import { abortOperation, startOperation } from "./operations.ts";
import { limitQueue, pauseQueue, resumeQueue } from "./change-queues.ts";
import { JobResolver } from "./resolve-job.ts";
import { backfillSchedule } from "./schedules/backfill.ts";
import { cancelSchedule } from "./schedules/cancel.ts";
import type { ScheduleInput } from "./schedules/definition.ts";
import { patchSchedule } from "./schedules/patch.ts";
import { pauseSchedule, type PauseOptions } from "./schedules/pause.ts";
import { restoreSchedule } from "./schedules/restore.ts";
import { resumeSchedule } from "./schedules/resume.ts";
import { saveSent } from "./schedules/save-sent.ts";
import { skipNext, type SkipOptions } from "./schedules/skip.ts";
import { triggerSchedule } from "./schedules/trigger.ts";
import { unskip } from "./schedules/unskip.ts";
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
    return this.#saveSchedule({ ...rest, every: Math.round(interval * 1_000) }, "put", by);
  }

  /** With an id it is an upsert, as `schedulePeriodic`. */
  async scheduleCron<S extends ArgsSchema>(schedule: NewCron<S>, { by = A_PROGRAM }: By = {}) {
    return this.#saveSchedule({ ...schedule }, "put", by);
  }

  /** With an id it is an upsert, as `schedulePeriodic`. */
  async scheduleAfterEnd<S extends ArgsSchema>(
    { delay, ...rest }: NewAfterEnd<S>,
    { by = A_PROGRAM }: By = {},
  ) {
    return this.#saveSchedule({ ...rest, afterEnd: Math.round(delay * 1_000) }, "put", by);
  }

  /** Refuses an id that is taken. */
  async createSchedule(schedule: ScheduleInput, { by = A_PROGRAM }: By = {}) {
    return this.#saveSchedule(schedule, "create", by);
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

  async putSchedule(
    id: string,
    schedule: Omit<ScheduleInput, "id">,
    { by = A_PROGRAM, expectedRevision }: By & Expected = {},
  ) {
    const input = { ...schedule, id } as ScheduleInput;
    return saveSent(await this.ready(), this.#resolver, input, {
      mode: "put",
      by,
      expectedRevision,
    });
  }

  async patchSchedule(
    id: string,
    patch: PatchSchedule,
    { by = A_PROGRAM, expectedRevision }: By & Expected = {},
  ) {
    return patchSchedule(await this.ready(), this.#resolver, id, patch, { by, expectedRevision });
  }

  async restoreSchedule(
    id: string,
    restore: RestoreSchedule = {},
    { by = A_PROGRAM, expectedRevision }: By & Expected = {},
  ) {
    const options = { by, expectedRevision };
    return restoreSchedule(await this.ready(), this.#resolver, id, restore, options);
  }

  async cancelSchedule(
    id: string,
    { running = "finish", waiting = "remove", by = A_PROGRAM }: Partial<CancelSchedule> & By = {},
  ) {
    return cancelSchedule(await this.ready(), id, { running, waiting }, by);
  }

  async pauseSchedule(id: string, { by = A_PROGRAM, ...pause }: PauseOptions & By = {}) {
    return pauseSchedule(await this.ready(), id, pause, by);
  }

  async resumeSchedule(id: string, { missed }: { missed?: MissedRule } = {}) {
    return resumeSchedule(await this.ready(), id, missed);
  }

  async triggerSchedule(id: string, { by = A_PROGRAM }: By = {}) {
    return this.hooks.handles.of<Json>(await triggerSchedule(await this.ready(), id, by));
  }

  async skipNext(id: string, { by = A_PROGRAM, ...skip }: SkipOptions & By = {}) {
    return skipNext(await this.ready(), id, skip, by);
  }

  async unskip(id: string, plannedAt: Date) {
    instantMs("plannedAt", plannedAt);
    return unskip(await this.ready(), id, plannedAt);
  }

  async backfillSchedule(
    id: string,
    { from, to, dryRun = false, onlyMissing = true, by = A_PROGRAM }: BackfillOptions & By,
  ) {
    return backfillSchedule(await this.ready(), id, { from, to, dryRun, onlyMissing }, by);
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

  async #saveSchedule(input: ScheduleInput, mode: "create" | "put", by: string) {
    return saveSent(await this.ready(), this.#resolver, input, { mode, by });
  }
}

import type { z } from "zod";
import type {
  CancelSchedule,
  CreateSchedule,
  Ledger,
  Preview,
  PreviewSchedule,
  Schedule,
  ScheduleCancelled,
  ScheduleList,
} from "../api/schedules.ts";
import type { JobPage, ListJobs, LogPage } from "../api/jobs.ts";
import type {
  Operation,
  OperationList,
  OperationPreview,
  PreviewOperation,
  StartOperation,
} from "../api/operations.ts";
import type { Hint } from "../jobs/hint.ts";
import type {
  JobTypeEntry,
  JobTypeList,
  Queue,
  QueueList,
  Readiness,
  Stats,
  Worker,
  WorkerList,
} from "../api/system.ts";
import type { AnyJobDefinition, ArgsInput, ArgsSchema, JobDefinition } from "../jobs/define-job.ts";
import type { Batch, BatchCreated, Flow } from "../api/batches.ts";
import type { QueueLimits } from "../jobs/limits.ts";
import type { Job } from "../jobs/job.ts";
import type { When } from "./due.ts";
import type { ScheduleInput } from "./create-schedule.ts";
import type { Json } from "../jobs/json.ts";
import type { JobOptions, OneJobOptions } from "../jobs/options.ts";

/** Who asks: stands on what was changed. `program` when left out. */
export interface By {
  by?: string;
}

/** The job to run: a definition, whose argument types the compiler checks, or the name of a type that executors have published. */
export type JobToRun<S extends ArgsSchema> =
  { job: JobDefinition<S>; args: ArgsInput<S> } | { job: string; args: unknown };

export type NewJob<S extends ArgsSchema> = JobToRun<S> &
  z.input<typeof OneJobOptions> & { executionTime?: Date; delayMs?: number };

/** A job whose definition the compiler no longer knows: its arguments are checked when it is made. */
export type AnyNewJob = { job: AnyJobDefinition | string; args: unknown } & z.input<
  typeof OneJobOptions
> & { executionTime?: Date; delayMs?: number };

export interface NewBatch {
  name?: string;
  jobs: AnyNewJob[];
  callback?: AnyNewJob;
  /** `ended`, the default: whatever became of them; `succeeded`: only when every one has succeeded. */
  callbackWhen?: "ended" | "succeeded";
}

type SchedulePolicies = JobOptions &
  Pick<z.input<typeof CreateSchedule>, "id" | "overlap" | "missed" | "limit" | "jitterMs"> & {
    startAt?: Date;
    endAt?: Date;
  };

export type NewPeriodic<S extends ArgsSchema> = JobToRun<S> &
  SchedulePolicies & {
    /** Seconds between planned times, 0.1 and more. */
    interval: number;
  };

export type NewCron<S extends ArgsSchema> = JobToRun<S> &
  SchedulePolicies & { cron: string; timeZone?: string };

/** Everything that can be asked of Carillon; `SchedulerService` is it over Redis. */
export interface SchedulerApi {
  scheduleJob<S extends ArgsSchema>(job: NewJob<S>): Promise<Job>;
  scheduleJobs<S extends ArgsSchema>(jobs: NewJob<S>[]): Promise<Job[]>;
  scheduleAt<S extends ArgsSchema>(job: NewJob<S> & { executionTime: Date }): Promise<Job>;
  schedulePeriodic<S extends ArgsSchema>(schedule: NewPeriodic<S>, actor?: By): Promise<Schedule>;
  scheduleCron<S extends ArgsSchema>(schedule: NewCron<S>, actor?: By): Promise<Schedule>;
  /** As the two above, with the fields of the HTTP API (`every` in ms); refuses an id that is taken. */
  createSchedule(schedule: ScheduleInput, actor?: By): Promise<Schedule>;

  /** Many jobs at once, and one that runs when all of them have ended. */
  scheduleBatch(batch: NewBatch, actor?: By): Promise<BatchCreated>;
  getBatch(id: string): Promise<Batch>;
  /** Jobs that wait for each other, by names of your own. */
  scheduleFlow(jobs: Record<string, AnyNewJob & { after?: string[] }>): Promise<Flow>;

  cancelJob(id: string, actor?: By): Promise<Job>;
  retryJob(id: string): Promise<Job>;
  runJobNow(id: string): Promise<Job>;
  rescheduleJob(id: string, when: When): Promise<Job>;
  reprioritiseJob(id: string, priority: number): Promise<Job>;
  deleteJob(id: string): Promise<Job>;
  getJob(id: string): Promise<Job>;
  /**
   * Waits for a job to end, and answers its result.
   * @throws JobFailedError, ResultTimeoutError
   */
  resultOf(id: string, options?: { timeoutMs?: number }): Promise<Json>;
  getJobLogs(id: string): Promise<LogPage>;
  listJobs(query: Partial<ListJobs>): Promise<JobPage>;

  /** Retries, cancels or deletes every job that fits a filter: in the background, in steps that can be aborted. */
  startOperation(operation: StartOperation, actor?: By): Promise<Operation>;
  previewOperation(operation: PreviewOperation): Promise<OperationPreview>;
  abortOperation(id: string, actor?: By): Promise<Operation>;
  getOperation(id: string): Promise<Operation>;
  listOperations(): Promise<OperationList>;

  cancelSchedule(id: string, options?: Partial<CancelSchedule> & By): Promise<ScheduleCancelled>;
  pauseSchedule(id: string, options?: { reason?: string } & By): Promise<Schedule>;
  resumeSchedule(id: string): Promise<Schedule>;
  triggerSchedule(id: string): Promise<Job>;
  previewSchedule(input: PreviewSchedule): Promise<Preview>;
  getSchedule(id: string): Promise<Schedule>;
  listSchedules(): Promise<ScheduleList>;
  getLedger(id: string): Promise<Ledger>;

  pauseQueue(name: string, options?: { reason?: string; until?: Date } & By): Promise<Queue>;
  resumeQueue(name: string): Promise<Queue>;
  limitQueue(name: string, limits: QueueLimits): Promise<Queue>;
  getQueue(name: string): Promise<Queue>;
  listQueues(): Promise<QueueList>;

  getWorker(id: string): Promise<Worker>;
  listWorkers(): Promise<WorkerList>;
  getJobType(name: string): Promise<JobTypeEntry>;
  listJobTypes(): Promise<JobTypeList>;
  getStats(): Promise<Stats>;
  getReadiness(): Promise<Readiness>;

  /** Calls `listener` for every change from now on, in order, with the event's id. Answers the function that stops it. */
  watch(listener: (id: string, hint: Hint) => void): Promise<() => void>;
  close(): Promise<void>;
}

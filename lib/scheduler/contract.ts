import type { z } from "zod";
import type {
  Backfill,
  BackfillResult,
  CancelSchedule,
  RestoreSchedule,
  ScheduleCancelled,
} from "../api/schedule-actions.ts";
import type { PatchSchedule, Preview, PreviewSchedule } from "../api/schedule-definition.ts";
import type {
  Ledger,
  ListSchedules,
  RevisionList,
  Schedule,
  ScheduleList,
} from "../api/schedules.ts";
import type { Forecast, ReadForecast } from "../api/forecast.ts";
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
import type { ResultOf } from "../jobs/as-json.ts";
import type { Job } from "../jobs/job.ts";
import type { JobState } from "../jobs/states.ts";
import type { JobHandle, ResultOptions } from "./handles.ts";
import type { JobEvent, SubscribeOptions } from "./subscribe.ts";
import type { CalendarOptions } from "./calendar/calendar.ts";
import type { When } from "./due.ts";
import type { TimingInput } from "../jobs/schedule-timing.ts";
import type { ScheduleInput } from "./schedules/definition.ts";
import type { PauseOptions } from "./schedules/pause.ts";
import type { SkipOptions } from "./schedules/skip.ts";
import type { Json } from "../jobs/json.ts";
import type { MissedRule } from "../schedule/index.ts";
import type { JobOptions, OneJobOptions } from "../jobs/options.ts";

/** Who asks: stands on what was changed. `program` when left out. */
export interface By {
  by?: string;
}

/** The job to run: a definition, whose argument types the compiler checks, or the name of a type that executors have published. */
export type JobToRun<S extends ArgsSchema, R = unknown> =
  { job: JobDefinition<S, R>; args: ArgsInput<S> } | { job: string; args: unknown };

export type NewJob<S extends ArgsSchema, R = unknown> = JobToRun<S, R> &
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

/** The revision that is to be changed: another by now is refused. */
export interface Expected {
  expectedRevision?: number;
}

export type BackfillOptions = { from: Date; to: Date } & Partial<
  Pick<Backfill, "dryRun" | "onlyMissing">
>;

type SchedulePolicies = JobOptions & { id?: string } & Omit<
    TimingInput,
    "every" | "cron" | "timeZone" | "afterEnd" | "anchor" | "immediately"
  >;

export type NewPeriodic<S extends ArgsSchema> = JobToRun<S> &
  SchedulePolicies & {
    /** Seconds between planned times, 0.1 and more. */
    interval: number;
    /** What they are counted from; the start, or the creation, when left out. */
    anchor?: "start" | "epoch" | Date;
    /** Runs at once, and not an interval later. */
    immediately?: boolean;
  };

export type NewCron<S extends ArgsSchema> = JobToRun<S> &
  SchedulePolicies & { cron: string; timeZone?: string };

export type NewAfterEnd<S extends ArgsSchema> = JobToRun<S> &
  SchedulePolicies & {
    /** Seconds from the end of one run to the start of the next, 0.1 and more. */
    delay: number;
    immediately?: boolean;
  };

/** Everything that can be asked of Carillon; `SchedulerService` is it over Redis. */
export interface SchedulerApi {
  /** The answer knows a way to the result: `await job.result()`. */
  scheduleJob<S extends ArgsSchema, R = Json>(job: NewJob<S, R>): Promise<JobHandle<ResultOf<R>>>;
  scheduleJobs<S extends ArgsSchema, R = Json>(
    jobs: NewJob<S, R>[],
  ): Promise<JobHandle<ResultOf<R>>[]>;
  scheduleAt<S extends ArgsSchema, R = Json>(
    job: NewJob<S, R> & { executionTime: Date },
  ): Promise<JobHandle<ResultOf<R>>>;
  schedulePeriodic<S extends ArgsSchema>(schedule: NewPeriodic<S>, actor?: By): Promise<Schedule>;
  scheduleCron<S extends ArgsSchema>(schedule: NewCron<S>, actor?: By): Promise<Schedule>;
  /** A delay after each run has ended. */
  scheduleAfterEnd<S extends ArgsSchema>(schedule: NewAfterEnd<S>, actor?: By): Promise<Schedule>;
  /** As the three above, with the fields of the HTTP API (`every` in ms); refuses an id that is taken. */
  createSchedule(schedule: ScheduleInput, actor?: By): Promise<Schedule>;

  /** Many jobs at once, and one that runs when all of them have ended. */
  scheduleBatch(batch: NewBatch, actor?: By): Promise<BatchCreated>;
  getBatch(id: string): Promise<Batch>;
  /** Jobs that wait for each other, by names of your own. */
  scheduleFlow(jobs: Record<string, AnyNewJob & { after?: string[] }>): Promise<Flow>;

  cancelJob(id: string, actor?: By): Promise<Job>;
  retryJob(id: string): Promise<JobHandle>;
  runJobNow(id: string): Promise<JobHandle>;
  rescheduleJob(id: string, when: When): Promise<JobHandle>;
  reprioritiseJob(id: string, priority: number): Promise<Job>;
  deleteJob(id: string): Promise<Job>;
  getJob(id: string): Promise<Job>;
  /**
   * Waits for a job to end, and answers its result.
   * @throws JobFailedError, ResultTimeoutError
   */
  resultOf(id: string, options?: ResultOptions): Promise<Json>;
  getJobLogs(id: string): Promise<LogPage>;
  listJobs(query: Partial<ListJobs>): Promise<JobPage>;

  /** Retries, cancels or deletes every job that fits a filter: in the background, in steps that can be aborted. */
  startOperation(operation: StartOperation, actor?: By): Promise<Operation>;
  previewOperation(operation: PreviewOperation): Promise<OperationPreview>;
  abortOperation(id: string, actor?: By): Promise<Operation>;
  getOperation(id: string): Promise<Operation>;
  listOperations(): Promise<OperationList>;

  cancelSchedule(id: string, options?: Partial<CancelSchedule> & By): Promise<ScheduleCancelled>;
  pauseSchedule(id: string, options?: PauseOptions & By): Promise<Schedule>;
  /** `missed`: whether times that passed during the pause still fire; they are counted as paused when left out. */
  resumeSchedule(id: string, options?: { missed?: MissedRule }): Promise<Schedule>;
  triggerSchedule(id: string, actor?: By): Promise<JobHandle>;
  /** Skips the next planned time, or a later one. */
  skipNext(id: string, options?: SkipOptions & By): Promise<Schedule>;
  /** Takes back a skip that is still to come. */
  unskip(id: string, plannedAt: Date): Promise<Schedule>;
  /** Makes the runs of planned times that are past, both ends included. */
  backfillSchedule(id: string, options: BackfillOptions & By): Promise<BackfillResult>;
  /** Replaces the definition, or creates it; the identical one writes nothing. */
  putSchedule(
    id: string,
    schedule: Omit<ScheduleInput, "id">,
    options?: By & Expected,
  ): Promise<Schedule>;
  /** Changes parts of the definition; null puts a field back to what it is when left out. */
  patchSchedule(id: string, patch: PatchSchedule, options?: By & Expected): Promise<Schedule>;
  /** Brings back what was cancelled within 30 days, or an earlier revision. */
  restoreSchedule(
    id: string,
    restore?: RestoreSchedule,
    options?: By & Expected,
  ): Promise<Schedule>;
  listRevisions(id: string): Promise<RevisionList>;
  previewSchedule(input: PreviewSchedule): Promise<Preview>;
  getSchedule(id: string): Promise<Schedule>;
  listSchedules(query?: Partial<ListSchedules>): Promise<ScheduleList>;
  getLedger(id: string): Promise<Ledger>;
  /** What is planned, by local days or hours. */
  getForecast(query: z.input<typeof ReadForecast>): Promise<Forecast>;
  /** What will run in the next 30 days, as an iCalendar. */
  getCalendar(calendar: CalendarOptions): Promise<string>;

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
  /**
   * Calls `listener` for each move of a job to another state from now on, in order within a queue, without waiting for
   * what it answers. Answers the function that ends it.
   *
   * A lost connection is taken up again where it was. A queue keeps about 5,000 of its events, each of up to 500 moves:
   * when more than that passed meanwhile, the oldest of them are missed, and nothing says so. Who must not miss any
   * looks at the jobs too, from time to time and after a start: `listJobs({ state: "failed" })`.
   */
  subscribe(
    listener: (event: JobEvent) => unknown,
    options?: SubscribeOptions,
  ): Promise<() => void>;
  /** As `subscribe`, with the whole job as it is when it is read: it may have moved on. One that is gone by then is left out. */
  on(
    state: JobState,
    listener: (job: Job) => unknown,
    options?: Omit<SubscribeOptions, "states">,
  ): Promise<() => void>;
  close(): Promise<void>;
}

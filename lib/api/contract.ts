import { z } from "zod";
import { del, type Endpoint, get, patch, post, put } from "./endpoint.ts";
import { Batch, BatchCreated, CreateBatch, CreateFlow, Flow } from "./batches.ts";
import { calendarEndpoints } from "./calendar-endpoints.ts";
import { QueueLimits } from "../jobs/limits.ts";
import { SignedIn, SignedOut, SignIn } from "./session.ts";
import { Job } from "../jobs/job.ts";
import { JobId, JobTypeName, OperationId, QueueName, ScheduleId } from "../jobs/names.ts";
import { CreateJob, JobPage, ListJobs, LogPage, ReprioritiseJob, RescheduleJob } from "./jobs.ts";
import {
  Operation,
  OperationList,
  OperationPreview,
  PreviewOperation,
  StartOperation,
} from "./operations.ts";
import {
  Backfill,
  BackfillResult,
  CancelSchedule,
  Pause,
  RestoreSchedule,
  ResumeSchedule,
  ScheduleCancelled,
  SkipNext,
  Unskip,
} from "./schedule-actions.ts";
import {
  CreateSchedule,
  PatchSchedule,
  Preview,
  PreviewSchedule,
  PutSchedule,
} from "./schedule-definition.ts";
import { Ledger, ListSchedules, RevisionList, Schedule, ScheduleList } from "./schedules.ts";
import {
  Health,
  JobTypeEntry,
  JobTypeList,
  Queue,
  QueueList,
  Readiness,
  Stats,
  Worker,
  WorkerList,
} from "./system.ts";

const jobParams = z.object({ id: JobId });
const scheduleParams = z.object({ id: ScheduleId });
const queueParams = z.object({ name: QueueName });
const batchParams = z.object({ id: JobId });
const workerParams = z.object({ id: z.string().min(1).max(128) });
const operationParams = z.object({ id: OperationId });
const typeParams = z.object({ name: JobTypeName });

/** Every endpoint, once: routes, client, form, OpenAPI document and tests read it from here. */
export const api = {
  listJobs: get("/api/v1/jobs", "Jobs of one state or all", JobPage, { query: ListJobs }),
  createJob: post("/api/v1/jobs", "Create a job: now, in a while or at a time", Job, {
    body: CreateJob,
    status: 201,
  }),
  getJob: get("/api/v1/jobs/{id}", "One job", Job, { params: jobParams }),
  deleteJob: del("/api/v1/jobs/{id}", "Delete a finished job", Job, { params: jobParams }),
  cancelJob: post(
    "/api/v1/jobs/{id}/cancel",
    "Cancel a job in any state it can still be stopped in",
    Job,
    { params: jobParams },
  ),
  retryJob: post("/api/v1/jobs/{id}/retry", "Make a failed or cancelled job ready again", Job, {
    params: jobParams,
  }),
  runJobNow: post("/api/v1/jobs/{id}/run-now", "Make a scheduled job ready at once", Job, {
    params: jobParams,
  }),
  rescheduleJob: post("/api/v1/jobs/{id}/reschedule", "Give a waiting job another time", Job, {
    params: jobParams,
    body: RescheduleJob,
  }),
  reprioritiseJob: post("/api/v1/jobs/{id}/priority", "Give a waiting job another priority", Job, {
    params: jobParams,
    body: ReprioritiseJob,
  }),
  getJobLogs: get(
    "/api/v1/jobs/{id}/logs",
    "The newest log lines of a job, oldest first",
    LogPage,
    { params: jobParams },
  ),

  createBatch: post(
    "/api/v1/batches",
    "Create many jobs at once, and one that runs when all of them have ended",
    BatchCreated,
    { body: CreateBatch, status: 201 },
  ),
  getBatch: get("/api/v1/batches/{id}", "One batch: how many of its jobs have ended", Batch, {
    params: batchParams,
  }),
  createFlow: post("/api/v1/flows", "Create jobs that wait for each other, by name", Flow, {
    body: CreateFlow,
    status: 201,
  }),
  listOperations: get(
    "/api/v1/operations",
    "Operations on many jobs, the newest first",
    OperationList,
  ),
  startOperation: post(
    "/api/v1/operations",
    "Retry, cancel or delete every job that fits a filter",
    Operation,
    { body: StartOperation, status: 201 },
  ),
  previewOperation: get(
    "/api/v1/operations/preview",
    "How many jobs an operation would change",
    OperationPreview,
    { query: PreviewOperation },
  ),
  getOperation: get("/api/v1/operations/{id}", "One operation and how far it is", Operation, {
    params: operationParams,
  }),
  abortOperation: post(
    "/api/v1/operations/{id}/abort",
    "Stop an operation; what it has changed stays changed",
    Operation,
    { params: operationParams },
  ),

  listSchedules: get("/api/v1/schedules", "All schedules", ScheduleList, { query: ListSchedules }),
  createSchedule: post(
    "/api/v1/schedules",
    "Create a schedule: an interval or a cron expression",
    Schedule,
    { body: CreateSchedule, status: 201 },
  ),
  previewSchedule: {
    ...post(
      "/api/v1/schedules/preview",
      "The next runs of a trigger, with notes on clock changes",
      Preview,
      { body: PreviewSchedule },
    ),
    permission: "read",
  },
  getSchedule: get("/api/v1/schedules/{id}", "One schedule", Schedule, {
    params: scheduleParams,
    isVersioned: true,
  }),
  putSchedule: put(
    "/api/v1/schedules/{id}",
    "Replace a schedule's definition, or create it under this id; the identical one writes nothing",
    Schedule,
    { params: scheduleParams, body: PutSchedule, isGuarded: true, isVersioned: true },
  ),
  patchSchedule: patch("/api/v1/schedules/{id}", "Change parts of a schedule", Schedule, {
    params: scheduleParams,
    body: PatchSchedule,
    isGuarded: true,
    isVersioned: true,
  }),
  cancelSchedule: del(
    "/api/v1/schedules/{id}",
    "Cancel a schedule; it can be restored for 30 days",
    ScheduleCancelled,
    { params: scheduleParams, body: CancelSchedule },
  ),
  restoreSchedule: post(
    "/api/v1/schedules/{id}/restore",
    "Bring back a cancelled schedule, or an earlier revision of one",
    Schedule,
    { params: scheduleParams, body: RestoreSchedule, isGuarded: true, isVersioned: true },
  ),
  pauseSchedule: post("/api/v1/schedules/{id}/pause", "Pause a schedule", Schedule, {
    params: scheduleParams,
    body: Pause,
  }),
  resumeSchedule: del("/api/v1/schedules/{id}/pause", "Resume a schedule", Schedule, {
    params: scheduleParams,
    body: ResumeSchedule,
  }),
  triggerSchedule: post(
    "/api/v1/schedules/{id}/trigger",
    "Run a schedule's job now, beside its plan",
    Job,
    { params: scheduleParams, status: 201 },
  ),
  skipNext: post(
    "/api/v1/schedules/{id}/skip-next",
    "Skip the next planned time, or one that comes later",
    Schedule,
    { params: scheduleParams, body: SkipNext },
  ),
  unskip: del(
    "/api/v1/schedules/{id}/skip-next",
    "Take a skip back that is still to come",
    Schedule,
    {
      params: scheduleParams,
      body: Unskip,
    },
  ),
  backfillSchedule: post(
    "/api/v1/schedules/{id}/backfill",
    "Make the runs of planned times that are past",
    BackfillResult,
    { params: scheduleParams, body: Backfill },
  ),
  listRevisions: get(
    "/api/v1/schedules/{id}/revisions",
    "What a schedule was, and who changed it, the newest first",
    RevisionList,
    { params: scheduleParams },
  ),
  getLedger: get(
    "/api/v1/schedules/{id}/ledger",
    "What became of the newest planned times",
    Ledger,
    { params: scheduleParams },
  ),

  ...calendarEndpoints,

  listQueues: get("/api/v1/queues", "All queues with their counts", QueueList),
  getQueue: get("/api/v1/queues/{name}", "One queue", Queue, { params: queueParams }),
  pauseQueue: post("/api/v1/queues/{name}/pause", "Pause a queue: nothing of it starts", Queue, {
    params: queueParams,
    body: Pause,
  }),
  resumeQueue: del("/api/v1/queues/{name}/pause", "Resume a queue", Queue, { params: queueParams }),

  limitQueue: post(
    "/api/v1/queues/{name}/limits",
    "Hold a queue to so many running jobs and so many starts",
    Queue,
    { params: queueParams, body: QueueLimits },
  ),

  listWorkers: get(
    "/api/v1/workers",
    "Executors and schedulers, alive and lately lost",
    WorkerList,
  ),
  getWorker: get("/api/v1/workers/{id}", "One worker", Worker, { params: workerParams }),
  listJobTypes: get("/api/v1/job-types", "Job types that executors have published", JobTypeList),
  getJobType: get("/api/v1/job-types/{name}", "One job type", JobTypeEntry, { params: typeParams }),
  getStats: get("/api/v1/stats", "The overview in one read", Stats),

  signIn: {
    ...post(
      "/api/sign-in",
      "Exchange the one-time secret or the admin token for a session",
      SignedIn,
      { body: SignIn },
    ),
    permission: null,
  },
  signOut: { ...post("/api/sign-out", "End the session", SignedOut), permission: null },

  getHealth: { ...get("/api/healthz", "The web process answers", Health), permission: null },
  getReadiness: {
    ...get("/api/readyz", "Redis answers and a scheduler is alive", Readiness),
    permission: null,
  },
} as const satisfies Record<string, Endpoint>;

export type ApiName = keyof typeof api;

import { z } from "zod";
import { accountEndpoints } from "./account-endpoints.ts";
import { alertEndpoints } from "./alert-endpoints.ts";
import { auditEndpoints } from "./audit-endpoints.ts";
import { del, type Endpoint, get, post } from "./endpoint.ts";
import { Batch, BatchCreated, CreateBatch, CreateFlow, Flow } from "./batches.ts";
import { calendarEndpoints } from "./calendar-endpoints.ts";
import { QueueLimits } from "../jobs/limits.ts";
import { Job, JobSummary } from "../jobs/job.ts";
import { JobId, JobTypeName, OperationId, QueueName } from "../jobs/names.ts";
import {
  CreateJob,
  ExportJobs,
  JobPage,
  ListJobs,
  LogPage,
  ReprioritiseJob,
  RescheduleJob,
} from "./jobs.ts";
import {
  Operation,
  OperationList,
  OperationPreview,
  PreviewOperation,
  StartOperation,
} from "./operations.ts";
import { Pause } from "./schedule-actions.ts";
import { scheduleEndpoints } from "./schedule-endpoints.ts";
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
const queueParams = z.object({ name: QueueName });
const batchParams = z.object({ id: JobId });
const workerParams = z.object({ id: z.string().min(1).max(128) });
const operationParams = z.object({ id: OperationId });
const typeParams = z.object({ name: JobTypeName });

/** Every endpoint, once: routes, client, form, OpenAPI document and tests read it from here. */
export const api = {
  listJobs: get("/api/v1/jobs", "Jobs of one state or all", JobPage, { query: ListJobs }),
  exportJobs: get(
    "/api/v1/jobs/export",
    "Jobs as a file, the newest 100,000 that fit",
    JobSummary,
    { permission: "export", query: ExportJobs, isExport: true },
  ),
  createJob: post("/api/v1/jobs", "Create a job: now, in a while or at a time", Job, {
    permission: "jobs:create",
    concerns: "body",
    body: CreateJob,
    status: 201,
  }),
  getJob: get("/api/v1/jobs/{id}", "One job", Job, { params: jobParams }),
  deleteJob: del("/api/v1/jobs/{id}", "Delete a finished job", Job, {
    permission: "jobs:delete",
    concerns: "job",
    params: jobParams,
  }),
  cancelJob: post(
    "/api/v1/jobs/{id}/cancel",
    "Cancel a job in any state it can still be stopped in",
    Job,
    { permission: "jobs:change", concerns: "job", params: jobParams },
  ),
  retryJob: post("/api/v1/jobs/{id}/retry", "Make a failed or cancelled job ready again", Job, {
    permission: "jobs:change",
    concerns: "job",
    params: jobParams,
  }),
  runJobNow: post("/api/v1/jobs/{id}/run-now", "Make a scheduled job ready at once", Job, {
    permission: "jobs:change",
    concerns: "job",
    params: jobParams,
  }),
  rescheduleJob: post("/api/v1/jobs/{id}/reschedule", "Give a waiting job another time", Job, {
    permission: "jobs:change",
    concerns: "job",
    params: jobParams,
    body: RescheduleJob,
  }),
  reprioritiseJob: post("/api/v1/jobs/{id}/priority", "Give a waiting job another priority", Job, {
    permission: "jobs:change",
    concerns: "job",
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
    { permission: "jobs:create", concerns: "body", body: CreateBatch, status: 201 },
  ),
  getBatch: get("/api/v1/batches/{id}", "One batch: how many of its jobs have ended", Batch, {
    params: batchParams,
  }),
  createFlow: post("/api/v1/flows", "Create jobs that wait for each other, by name", Flow, {
    permission: "jobs:create",
    concerns: "body",
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
    {
      permission: "jobs:change",
      alsoNeeds: (body) =>
        (body as StartOperation).action === "delete" ? "jobs:delete" : undefined,
      concerns: "body",
      body: StartOperation,
      status: 201,
    },
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
    { permission: "jobs:change", concerns: "operation", params: operationParams },
  ),

  ...scheduleEndpoints,
  ...calendarEndpoints,

  listQueues: get("/api/v1/queues", "All queues with their counts", QueueList),
  getQueue: get("/api/v1/queues/{name}", "One queue", Queue, { params: queueParams }),
  pauseQueue: post("/api/v1/queues/{name}/pause", "Pause a queue: nothing of it starts", Queue, {
    permission: "queues:change",
    concerns: "queue",
    params: queueParams,
    body: Pause,
  }),
  resumeQueue: del("/api/v1/queues/{name}/pause", "Resume a queue", Queue, {
    permission: "queues:change",
    concerns: "queue",
    params: queueParams,
  }),

  limitQueue: post(
    "/api/v1/queues/{name}/limits",
    "Hold a queue to so many running jobs and so many starts",
    Queue,
    { permission: "queues:change", concerns: "queue", params: queueParams, body: QueueLimits },
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

  ...alertEndpoints,
  ...accountEndpoints,
  ...auditEndpoints,

  getHealth: get("/api/healthz", "The web process answers", Health, { permission: null }),
  getReadiness: get("/api/readyz", "Redis answers and a scheduler is alive", Readiness, {
    permission: null,
  }),
} as const satisfies Record<string, Endpoint>;

export type ApiName = keyof typeof api;

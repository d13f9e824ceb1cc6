/** The package `carillon`: what a program imports to define jobs, schedule them and run them. */
export { defineJob, type JobDefinition } from "./jobs/define-job.ts";
export type { JobContext, JobLogger } from "./jobs/job-context.ts";
export type { Middleware, MiddlewareContext } from "./jobs/middleware.ts";
export type { CustomBackoff } from "./jobs/backoff.ts";
export { SchedulerService, type SchedulerServiceOptions } from "./scheduler/service.ts";
export { Scheduler, type SchedulerOptions } from "./scheduler/scheduler.ts";
export { Executor, type ExecutorOptions } from "./executor/executor.ts";
export { Interruption, NonRetriableError } from "./executor/interruption.ts";
export { JobFailedError, ResultTimeoutError } from "./scheduler/results.ts";
export { currentJob } from "./executor/current-job.ts";
export type { JobHandle } from "./scheduler/handles.ts";
export type { JobEvent, SubscribeOptions } from "./scheduler/subscribe.ts";
export { CarillonError, type ErrorCode, type FieldProblem } from "./errors.ts";
export type { SchedulerApi } from "./scheduler/contract.ts";
export type { Job, JobSummary } from "./jobs/job.ts";
export type { JobState } from "./jobs/states.ts";
export type { Schedule } from "./api/schedules.ts";
export type { Queue, Stats, Worker } from "./api/system.ts";

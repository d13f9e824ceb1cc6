import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { Job } from "../jobs/job.ts";
import { JobId } from "../jobs/names.ts";
import { CreateJob } from "./jobs.ts";

/** The most jobs one call makes. */
export const MOST_BATCH_JOBS = 10_000;

const FlowName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "use 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen",
  );

/** A job of a batch belongs to it by that; its parents are the batch's business. */
const BatchJob = CreateJob;

export const CreateBatch = z
  .strictObject({
    name: z.string().min(1).max(200).optional(),
    jobs: z.array(BatchJob).min(1).max(MOST_BATCH_JOBS),
    /** Runs once when all have ended. */
    callback: CreateJob.optional(),
    /** `ended`: whatever became of them; `succeeded`: only when every one has succeeded. */
    callbackWhen: z.enum(["ended", "succeeded"]).default("ended"),
  })
  .meta({ id: "CreateBatch" });
export type CreateBatch = z.infer<typeof CreateBatch>;

export const Batch = z
  .object({
    /** Its queue and a ULID, as a job's. */
    id: JobId,
    name: z.string().nullable(),
    state: z.enum(["open", "ended"]),
    total: z.int(),
    /** Each job counts once, as it ended first; a retry afterwards changes nothing here. */
    succeeded: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    createdAt: Instant,
    createdBy: z.string(),
    endedAt: Instant.nullable(),
    callbackWhen: z.enum(["ended", "succeeded"]),
    /** The id its callback has, or will have; null without one. */
    callbackId: JobId.nullable(),
  })
  .meta({ id: "Batch" });
export type Batch = z.infer<typeof Batch>;

export const BatchCreated = z
  .object({ batch: Batch, jobIds: z.array(JobId) })
  .meta({ id: "BatchCreated" });
export type BatchCreated = z.infer<typeof BatchCreated>;

/** The most jobs that wait for each other. */
const MOST_FLOW_JOBS = 1_000;
const isFlowSize = (count: number) => count >= 1 && count <= MOST_FLOW_JOBS;

/** Jobs by names of the caller's, each with the names of those that must end before it. */
export const CreateFlow = z
  .strictObject({
    jobs: z
      .record(FlowName, CreateJob.safeExtend({ after: z.array(FlowName).max(100).optional() }))
      .refine(
        (jobs) => isFlowSize(Object.keys(jobs).length),
        `must be 1 to ${MOST_FLOW_JOBS} jobs`,
      ),
  })
  .meta({ id: "CreateFlow" });
export type CreateFlow = z.infer<typeof CreateFlow>;

export const Flow = z.object({ jobs: z.record(FlowName, Job) }).meta({ id: "Flow" });
export type Flow = z.infer<typeof Flow>;

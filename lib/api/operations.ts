import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { OperationId } from "../jobs/names.ts";
import { OperationAction, OperationFailure, OperationState, STATES_OF } from "../jobs/operation.ts";
import type { JobState } from "../jobs/states.ts";
import { JobFilter } from "./jobs.ts";

/** The most failures an operation keeps with their reason; all are counted. */
export const MOST_FAILURES_KEPT = 100;

/** What is wrong with a state that the action cannot be done to; null when nothing is. */
function misfit(action: OperationAction, state: JobState | undefined): string | null {
  const states = STATES_OF[action];
  if (state === undefined || states.includes(state)) return null;
  return `must be one of ${states.join(", ")} to ${action} jobs, or left out for all of them`;
}

export const StartOperation = z
  .strictObject({
    action: OperationAction,
    filter: JobFilter.meta({
      description: "Which jobs: without a state, those of every state the action applies to.",
    }),
    reason: z.string().trim().min(1).max(200).optional(),
    expectedCount: z.int().min(0).optional().meta({
      description:
        "How many jobs the caller was told of. Refused when many more fit: over a tenth and over 100 more.",
    }),
  })
  .superRefine(({ action, filter }, context) => {
    const message = misfit(action, filter.state);
    if (message !== null) context.addIssue({ code: "custom", path: ["filter", "state"], message });
  })
  .meta({ id: "StartOperation" });
export type StartOperation = z.infer<typeof StartOperation>;

export const PreviewOperation = JobFilter.safeExtend({ action: OperationAction }).superRefine(
  ({ action, state }, context) => {
    const message = misfit(action, state);
    if (message !== null) context.addIssue({ code: "custom", path: ["state"], message });
  },
);
export type PreviewOperation = z.infer<typeof PreviewOperation>;

export const OperationPreview = z
  .object({
    /** How many jobs fit. */
    count: z.int(),
    /** Whether `count` is all of them; otherwise there are at least so many, among those that were looked at. */
    isWhole: z.boolean(),
    /** How many jobs the operation would have to look at. */
    toLook: z.int(),
  })
  .meta({ id: "OperationPreview" });
export type OperationPreview = z.infer<typeof OperationPreview>;

/** One thing done to many jobs: on the server, in steps, to those that were there when it was asked for. */
export const Operation = z
  .object({
    id: OperationId,
    action: OperationAction,
    filter: JobFilter,
    reason: z.string().nullable(),
    by: z.string(),
    state: OperationState,
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    /** How many jobs fitted when it was asked for; null when they were too many to be counted. */
    total: z.int().nullable(),
    /** How many jobs had to be looked at then, and how many have been. */
    toLook: z.int(),
    looked: z.int(),
    /** Jobs that were changed. A step that a scheduler dies in is repeated, and what it had changed is not counted. */
    changed: z.int(),
    /** Jobs that fitted, but had moved on before their turn came. */
    skipped: z.int(),
    /** Jobs that could not be changed. */
    failed: z.int(),
    /** The first of those, up to 100. */
    failures: z.array(OperationFailure),
    /** Jobs changed each second since it started; null before. */
    rate: z.number().nullable(),
    abortedBy: z.string().nullable(),
    /** Why the operation failed. */
    problem: z.string().nullable(),
    /** Redis' clock when this was read. */
    now: Instant,
  })
  .meta({ id: "Operation" });
export type Operation = z.infer<typeof Operation>;

export const OperationList = z
  .object({ items: z.array(Operation), now: Instant })
  .meta({ id: "OperationList" });
export type OperationList = z.infer<typeof OperationList>;

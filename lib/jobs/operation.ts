import { z } from "zod";
import { FINAL_STATES, type JobState } from "./states.ts";

/** What can be done to many jobs at once. */
export const OperationAction = z.enum(["retry", "cancel", "delete"]);
export type OperationAction = z.infer<typeof OperationAction>;

export const OperationState = z.enum(["waiting", "running", "done", "aborted", "failed"]);
export type OperationState = z.infer<typeof OperationState>;

/**
 * The states that an action applies to. They are walked in this order, which is the order jobs go through them: what
 * moves on meanwhile is met again, not missed.
 */
export const STATES_OF: Record<OperationAction, readonly JobState[]> = {
  retry: ["failed", "cancelled"],
  cancel: ["blocked", "scheduled", "ready", "running"],
  delete: FINAL_STATES,
};

export function isOperationOver(state: OperationState): boolean {
  return state !== "waiting" && state !== "running";
}

/** A job that an operation could not change, and why. */
export const OperationFailure = z.object({ jobId: z.string(), message: z.string() });
export type OperationFailure = z.infer<typeof OperationFailure>;

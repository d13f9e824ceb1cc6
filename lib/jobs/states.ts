import { z } from "zod";

/** Where a job can be. A job is in exactly one of them; the arrows between them are drawn in lib/queue/STATES.md. */
export const JOB_STATES = [
  "blocked",
  "scheduled",
  "ready",
  "running",
  "succeeded",
  "failed",
  "cancelled",
] as const;

export const JobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof JobState>;

/** States a job leaves only when a person or a program asks for it. */
export const FINAL_STATES = ["succeeded", "failed", "cancelled"] as const;
export type FinalState = (typeof FINAL_STATES)[number];

export function isFinal(state: JobState): state is FinalState {
  return (FINAL_STATES as readonly JobState[]).includes(state);
}

import {
  backoffDelayMs,
  type CustomBackoff,
  type JobBackoff,
  LONGEST_BACKOFF_MS,
} from "../jobs/backoff.ts";
import { describeError } from "./describe-error.ts";

interface FailedAttempt {
  backoff: JobBackoff;
  /** The job type's own, as this executor has it. */
  custom: CustomBackoff | null;
  failures: number;
  error: unknown;
  /** From 0 to 1. */
  chance: number;
  /** Says on the job's page why the wait is another than was asked for. */
  warn: (message: string) => void;
}

/** How many ms to wait before the next attempt. Code that fails to say it never fails the job: the usual curve serves. */
export function retryDelayMs(failed: FailedAttempt): number {
  const { backoff, failures, chance, warn } = failed;
  if (backoff.kind === "custom") {
    try {
      return Math.min(Math.max(customDelayMs(failed), 0), LONGEST_BACKOFF_MS);
    } catch (thrown) {
      warn(`${describeError(thrown).message} The usual backoff is taken instead.`);
    }
  }
  return backoffDelayMs(backoff, failures, chance);
}

/** @throws Error when the code is not there, throws, or answers no number */
function customDelayMs({ custom, failures, error }: FailedAttempt): number {
  if (!custom) throw new Error("The job type has no backoff of its own any more.");
  const delayMs: unknown = custom(failures, error);
  if (typeof delayMs !== "number" || Number.isNaN(delayMs))
    throw new TypeError("The backoff of the job type answered no number.");
  return Math.round(delayMs);
}

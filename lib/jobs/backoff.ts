import { z } from "zod";

const DAY_MS = 86_400_000;
export const LONGEST_BACKOFF_MS = 30 * DAY_MS;

/** How long a job waits before its next attempt. `jitter` 0.2 spreads each delay by ±20 %. */
export const Backoff = z.strictObject({
  kind: z.enum(["fixed", "exponential"]).default("exponential"),
  delayMs: z.int().min(0).max(DAY_MS).default(1_000),
  maxDelayMs: z.int().min(0).max(LONGEST_BACKOFF_MS).default(3_600_000),
  jitter: z.number().min(0).max(1).default(0.2),
});
export type Backoff = z.infer<typeof Backoff>;

/** As job types and jobs have it. `custom`: the job type's own code says how long; its numbers serve when that code fails. */
export const JobBackoff = Backoff.extend({ kind: z.enum(["fixed", "exponential", "custom"]) });
export type JobBackoff = z.infer<typeof JobBackoff>;

/** How many ms to wait before the attempt that follows `failures` failed ones, of which `error` is the newest. */
export type CustomBackoff = (failures: number, error: unknown) => number;

export const DEFAULT_BACKOFF: Backoff = Backoff.parse({});
export const CUSTOM_BACKOFF: JobBackoff = { ...DEFAULT_BACKOFF, kind: "custom" };

/**
 * The delay in ms before the attempt that follows `failures` failed ones.
 * @param chance a number in [0, 1), so that the caller owns the randomness
 */
export function backoffDelayMs(backoff: JobBackoff, failures: number, chance: number): number {
  const growth = backoff.kind === "fixed" ? 1 : 2 ** Math.min(failures - 1, 40);
  const delayMs = Math.min(backoff.delayMs * growth, backoff.maxDelayMs);
  return Math.round(delayMs * (1 + backoff.jitter * (2 * chance - 1)));
}

/** The waits between `attempts` attempts as they are without chance; each is spread by ± `spread` of itself. */
export interface BackoffCurve {
  delaysMs: number[];
  spread: number;
}

/** What is known of the waits beforehand: nothing, null, when code decides. */
export function backoffCurve(backoff: JobBackoff, attempts: number): BackoffCurve | null {
  if (backoff.kind === "custom") return null;
  const delaysMs = Array.from({ length: Math.max(attempts - 1, 0) }, (_, index) =>
    backoffDelayMs(backoff, index + 1, 0.5),
  );
  return { delaysMs, spread: backoff.jitter };
}

import { z } from "zod";

const DAY_MS = 86_400_000;

/** How long a job waits before its next attempt. `jitter` 0.2 spreads each delay by ±20 %. */
export const Backoff = z.strictObject({
  kind: z.enum(["fixed", "exponential"]).default("exponential"),
  delayMs: z.int().min(0).max(DAY_MS).default(1_000),
  maxDelayMs: z
    .int()
    .min(0)
    .max(30 * DAY_MS)
    .default(3_600_000),
  jitter: z.number().min(0).max(1).default(0.2),
});
export type Backoff = z.infer<typeof Backoff>;

export const DEFAULT_BACKOFF: Backoff = Backoff.parse({});

/**
 * The delay in ms before the attempt that follows `failures` failed ones.
 * @param chance a number in [0, 1), so that the caller owns the randomness
 */
export function backoffDelayMs(backoff: Backoff, failures: number, chance: number): number {
  const growth = backoff.kind === "fixed" ? 1 : 2 ** Math.min(failures - 1, 40);
  const delayMs = Math.min(backoff.delayMs * growth, backoff.maxDelayMs);
  return Math.round(delayMs * (1 + backoff.jitter * (2 * chance - 1)));
}

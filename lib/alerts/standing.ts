import { z } from "zod";
import type { AlertDelivery } from "../api/alerts.ts";
import { toldAfter } from "./changes.ts";
import type { Tried } from "./deliver.ts";
import type { News } from "./message.ts";

const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 600_000;
/** Longer than a delivery can take: who has not come back by then will not. */
const CLAIM_MS = 15_000;

/** How far somebody who is told of alerts has been told. */
export const Standing = z.object({
  /** What they were told has begun, and not yet that it is over. */
  told: z.array(
    z.object({
      /** Any: a kind that is no more must not make it unreadable. */
      kind: z.string(),
      subject: z.string(),
      message: z.string(),
      sinceMs: z.number(),
    }),
  ),
  /** From when on they have not been told which jobs have failed. */
  failedSinceMs: z.number(),
  /** Tries in a row that failed. */
  failures: z.number(),
  lastTry: z
    .object({ atMs: z.number(), status: z.number().nullable(), error: z.string().nullable() })
    .nullable(),
  nextTryMs: z.number().nullable(),
  /** Who is telling them now, by the revision that said so. */
  claim: z.object({ revision: z.number(), untilMs: z.number() }).nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** Of one who has been told nothing: they hear first of what is open, and of failures from now on. */
export const freshStanding = (nowMs: number): Standing => ({
  told: [],
  failedSinceMs: nowMs,
  failures: 0,
  lastTry: null,
  nextTryMs: null,
  claim: null,
});

/** Nobody is telling them, and they are not to be left alone for a while. */
export const mayBeTold = ({ claim, nextTryMs }: Standing, nowMs: number) =>
  (claim === null || claim.untilMs <= nowMs) && (nextTryMs === null || nextTryMs <= nowMs);

export const claimed = (standing: Standing, revision: number, nowMs: number): Standing => ({
  ...standing,
  claim: { revision, untilMs: nowMs + CLAIM_MS },
});

/** After a try to tell them some news. */
export function afterTry(
  standing: Standing,
  { isDelivered, status, error }: Tried,
  news: News,
  nowMs: number,
): Standing {
  const tried = { ...standing, lastTry: { atMs: nowMs, status, error }, claim: null };
  if (isDelivered) {
    const told = toldAfter(standing.told, news);
    const failedSinceMs = news.failed?.untilMs ?? standing.failedSinceMs;
    return { ...tried, told, failedSinceMs, failures: 0, nextTryMs: null };
  }
  const failures = standing.failures + 1;
  return { ...tried, failures, nextTryMs: nowMs + retryDelayMs(failures) };
}

const retryDelayMs = (failures: number) =>
  Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);

export function presentStanding({ lastTry, failures, nextTryMs }: Standing): AlertDelivery {
  return {
    state: lastTry === null ? "waiting" : failures > 0 ? "failing" : "delivered",
    at: lastTry && iso(lastTry.atMs),
    status: lastTry?.status ?? null,
    error: lastTry?.error ?? null,
    failures,
    nextTryAt: nextTryMs === null ? null : iso(nextTryMs),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

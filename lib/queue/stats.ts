import type { Redis } from "ioredis";
import { answersOf } from "../redis/answers.ts";
import { runScript } from "../redis/script.ts";
import { scripts } from "./scripts.generated.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MINUTES_KEPT_S = 2 * 3_600;
const HOURS_KEPT_S = 50 * 3_600;

/** Upper bounds in ms of the buckets that waits are counted in; the last one takes the rest. */
export const WAIT_BUCKETS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000,
  3_600_000,
];

export type CountedOutcome = "succeeded" | "failed" | "expired";

/** What an executor has seen since it last wrote it down. Counted for each run, so in plain numbers. */
export class RunTally {
  #runs = noRuns();
  #waits = new Float64Array(WAIT_BUCKETS_MS.length + 1);

  countRun(outcome: CountedOutcome): void {
    this.#runs[outcome]++;
  }

  countWait(waitMs: number): void {
    let bucket = 0;
    while (bucket < WAIT_BUCKETS_MS.length && waitMs > WAIT_BUCKETS_MS[bucket]!) bucket++;
    this.#waits[bucket]!++;
  }

  /** The counts by the names they have in Redis; then it begins anew. */
  take(): Map<string, number> {
    const counts = new Map(Object.entries(this.#runs).filter(([, count]) => count > 0));
    this.#waits.forEach((count, bucket) => count > 0 && counts.set(`wait:${bucket}`, count));
    this.#runs = noRuns();
    this.#waits.fill(0);
    return counts;
  }
}

const noRuns = (): Record<CountedOutcome, number> => ({ succeeded: 0, failed: 0, expired: 0 });

const minuteOf = (nowMs: number) => Math.floor(nowMs / MINUTE_MS);
const hourOf = (nowMs: number) => Math.floor(nowMs / HOUR_MS);
const minuteKey = (tag: string, nowMs: number) => `${tag}:minute:${minuteOf(nowMs)}`;
const hourKey = (tag: string, nowMs: number) => `${tag}:hour:${hourOf(nowMs)}`;

/** Adds a tally to the minute and the hour of `nowMs`. */
export async function recordRuns(
  redis: Redis,
  tag: string,
  nowMs: number,
  counts: Map<string, number>,
): Promise<void> {
  if (counts.size === 0) return;
  const times = [minuteOf(nowMs), hourOf(nowMs), MINUTES_KEPT_S, HOURS_KEPT_S];
  await runScript(redis, scripts.countRuns, tag, [...times, ...[...counts].flat()]);
}

export interface RunStats {
  /** Attempts of each of the past 24 hours, oldest first, the present hour last. */
  hours: { startMs: number; succeeded: number; failed: number }[];
  /** Successes in the last full minute. */
  succeededPerMinute: number;
  /** Waits of the last hour, per bucket of WAIT_BUCKETS_MS and one for the rest. */
  waits: number[];
}

export async function readRuns(redis: Redis, tags: string[], nowMs: number): Promise<RunStats> {
  const hours = Array.from(
    { length: 24 },
    (_, index) => (Math.floor(nowMs / HOUR_MS) - 23 + index) * HOUR_MS,
  );
  const minutes = Array.from(
    { length: 60 },
    (_, index) => (Math.floor(nowMs / MINUTE_MS) - index) * MINUTE_MS,
  );
  const waitFields = Array.from(
    { length: WAIT_BUCKETS_MS.length + 1 },
    (_, index) => `wait:${index}`,
  );
  const pipeline = redis.pipeline();
  for (const tag of tags) {
    for (const hour of hours) pipeline.hmget(hourKey(tag, hour), "succeeded", "failed");
    for (const minute of minutes)
      pipeline.hmget(minuteKey(tag, minute), "succeeded", ...waitFields);
  }
  const rows = (await answersOf(pipeline)).map((row) => (row as (string | null)[]).map(Number));
  const stats: RunStats = {
    hours: hours.map((startMs) => ({ startMs, succeeded: 0, failed: 0 })),
    succeededPerMinute: 0,
    waits: waitFields.map(() => 0),
  };
  for (let tag = 0; tag < tags.length; tag++) {
    const from = tag * (hours.length + minutes.length);
    stats.hours.forEach((hour, index) => {
      hour.succeeded += rows[from + index]![0]!;
      hour.failed += rows[from + index]![1]!;
    });
    minutes.forEach((_, index) => {
      const [succeeded, ...waits] = rows[from + hours.length + index]!;
      if (index === 1) stats.succeededPerMinute += succeeded!;
      waits.forEach((count, bucket) => (stats.waits[bucket]! += count));
    });
  }
  return stats;
}

/** How many runs of the last 24 hours ended in a way that is counted. */
export async function countInDay(
  redis: Redis,
  tag: string,
  outcome: CountedOutcome,
  nowMs: number,
): Promise<number> {
  const pipeline = redis.pipeline();
  for (let hour = 0; hour < 24; hour++)
    pipeline.hget(hourKey(tag, nowMs - hour * HOUR_MS), outcome);
  const counts = (await answersOf(pipeline)).map(Number);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The upper bound in ms of the bucket that the given share of waits stays within; null without waits. */
export function percentileOf(waits: number[], share: number): number | null {
  const total = waits.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [bucket, count] of waits.entries()) {
    seen += count;
    if (seen >= total * share) return WAIT_BUCKETS_MS[bucket] ?? WAIT_BUCKETS_MS.at(-1)!;
  }
  return WAIT_BUCKETS_MS.at(-1)!;
}

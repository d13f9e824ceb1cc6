import type { ListJobs } from "../../lib/api/jobs.ts";
import { encodePlace } from "../../lib/queue/place.ts";
import { queueTag } from "../../lib/redis/keys.ts";
import { listQueues } from "../../lib/scheduler/queues.ts";
import { listJobs } from "../../lib/scheduler/read-jobs.ts";
import { readStats } from "../../lib/scheduler/stats.ts";
import type { Store } from "../../lib/scheduler/store.ts";
import { percentile } from "../statistics.ts";
import { QUEUE } from "./fill.ts";
import type { SlowLog } from "./slow-log.ts";

const ROUNDS = 100;
const SCAN_ROUNDS = 5;
const HOUR_MS = 3_600_000;

export interface ReadFigures {
  row: string;
  /** How long Redis worked for one request. */
  redisMs: { p50: number; p95: number };
  /** How long the caller waited. */
  totalMs: { p50: number; p95: number };
  /** How many jobs were looked at each second; null where an index answers. */
  jobsPerSecond: number | null;
}

export async function measureReads(store: Store, log: SlowLog): Promise<ReadFigures[]> {
  const figures: ReadFigures[] = [];
  const page = async (row: string, query: Partial<ListJobs>, rounds = ROUNDS) => {
    let scanned = 0;
    let isScan = false;
    const figure = await measure(log, row, rounds, async () => {
      const answer = await listJobs(store, query);
      scanned += answer.scanned;
      isScan = answer.total === null;
    });
    figures.push({
      ...figure,
      jobsPerSecond: isScan ? (scanned / (rounds + 1) / figure.totalMs.p50) * 1_000 : null,
    });
  };
  const states = ["running", "ready", "scheduled", "succeeded", "failed", "cancelled"] as const;
  for (const state of [undefined, ...states]) {
    await page(`${state ?? "any state"}, first page`, { state });
    if (state === undefined || state === "running") continue;
    for (const [where, share] of [
      ["in the middle", 0.5],
      ["near the end", 0.99],
    ] as const)
      await page(`${state}, ${where}`, { state, cursor: await cursorAt(store, state, share) });
  }
  const tomorrow = (ms: number) => new Date(Date.now() + 24 * HOUR_MS + ms).toISOString();
  const past = new Date(Date.now() - HOUR_MS).toISOString();
  await page("scheduled, by time", {
    state: "scheduled",
    from: tomorrow(0),
    to: tomorrow(HOUR_MS),
  });
  await page("failed, by time", { state: "failed", from: past });
  await page("ready, by type", { state: "ready", type: "mail.send" });
  await page("ready, by tag", { state: "ready", tag: "gold" });
  const [job] = (await listJobs(store, { state: "succeeded", limit: 1 })).items;
  await page("search, a whole id", { q: job!.id });
  await page("search, in vain", { q: "no job has this" }, SCAN_ROUNDS);
  await page("ready, search in vain", { state: "ready", q: "no job has this" }, SCAN_ROUNDS);
  await page("succeeded, tag in vain", { state: "succeeded", tag: "none" }, SCAN_ROUNDS);
  const other = (row: string, run: () => Promise<unknown>) => measure(log, row, ROUNDS, run);
  figures.push({
    ...(await other("counts of all queues", () => listQueues(store))),
    jobsPerSecond: null,
  });
  figures.push({ ...(await other("the overview", () => readStats(store))), jobsPerSecond: null });
  return figures;
}

async function measure(log: SlowLog, row: string, rounds: number, run: () => Promise<unknown>) {
  await run();
  const redisMs: number[] = [];
  const totalMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const commands = await log.during(async () => {
      const sinceMs = performance.now();
      await run();
      totalMs.push(performance.now() - sinceMs);
    });
    redisMs.push(commands.reduce((sum, { us }) => sum + us, 0) / 1_000);
  }
  return { row, redisMs: percentiles(redisMs), totalMs: percentiles(totalMs) };
}

const percentiles = (values: number[]) => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
});

/** The cursor of a page that begins after the given share of a state's jobs. */
async function cursorAt(
  { redis, prefix }: Store,
  state: "ready" | "scheduled" | "succeeded" | "failed" | "cancelled",
  share: number,
): Promise<string> {
  const tag = queueTag(prefix, QUEUE);
  if (state === "ready") {
    const list = `${tag}:ready:5`;
    const [tail, length] = [await redis.hget(`${tag}:meta`, "tail:5"), await redis.llen(list)];
    const at = Number(tail) - length + Math.floor(length * share);
    return encodePlace({ stage: `ready:5:${QUEUE}`, at, id: "" });
  }
  const key = `${tag}:${state}`;
  const rank = Math.floor((await redis.zcard(key)) * share);
  const [id, score] =
    state === "scheduled"
      ? await redis.zrange(key, rank, `${rank}`, "WITHSCORES")
      : await redis.zrange(key, rank, `${rank}`, "REV", "WITHSCORES");
  return encodePlace({ stage: state, at: Number(score), id: id! });
}

import { Redis } from "ioredis";
import type { RedisFigures } from "../redis-figures.ts";
import { median, perSecond } from "../statistics.ts";
import { PAYLOAD } from "../subject.ts";
import type { Layout } from "./layouts.ts";
import { scriptsOf } from "./scripts.ts";
import { SlowLog } from "./slow-log.ts";

const TAG = "{layout}";
const A_CALL = 500;
const A_TURN = 100;
const BODY = `5\n${JSON.stringify({ n: "bench", a: PAYLOAD })}`;
const WORKER = "a-host-12345-abcdef";
const LEASE_MS = 15_000;

export interface LayoutRound {
  enqueuePerSecond: number;
  drainPerSecond: number;
  waitingBytes: number;
  finishedBytes: number;
  /** By Redis' clock, one a call, in their order. */
  enqueueCallsUs: number[];
  turnsUs: number[];
  /** The most that ten calls in a row took in memory, beyond what ten calls usually take. */
  memoryStepBytes: number;
}

/** Fills to `jobs`, then claims and acknowledges `drained` of them in turns of 100. */
export async function measureLayout(
  url: string,
  figures: RedisFigures,
  layout: Layout,
  { jobs, drained }: { jobs: number; drained: number },
): Promise<LayoutRound> {
  await figures.empty();
  const redis = new Redis(url);
  for (const [name, value] of Object.entries(layout.settings ?? {}))
    await redis.config("SET", name, value);
  const log = new SlowLog(redis);
  const { enqueue, turn } = scriptsOf(layout);
  await log.start();
  const emptyBytes = await figures.usedBytes();

  const steps: number[] = [];
  let used = await usedMemory(redis);
  let sinceMs = performance.now();
  const sha = (await redis.script("LOAD", enqueue)) as string;
  for (let at = 0; at < jobs; at += A_CALL) {
    await redis.evalsha(sha, 1, TAG, ...batch(at));
    if ((at / A_CALL) % 10 !== 9) continue;
    const before = used;
    used = await usedMemory(redis);
    steps.push(used - before);
  }
  const enqueuePerSecond = perSecond(jobs, sinceMs);
  const enqueueCallsUs = await log.take(jobs / A_CALL);
  const filledBytes = (await figures.usedBytes()) - emptyBytes;

  sinceMs = performance.now();
  await drain(redis, turn, drained);
  const drainPerSecond = perSecond(drained, sinceMs);
  const turnsUs = await log.take(drained / A_TURN + 1);
  const waitingBytes = filledBytes / jobs;
  const drainedBytes = (await figures.usedBytes()) - emptyBytes;
  redis.disconnect();
  return {
    enqueuePerSecond,
    drainPerSecond,
    waitingBytes,
    finishedBytes: (drainedBytes - waitingBytes * (jobs - drained)) / drained,
    enqueueCallsUs,
    turnsUs,
    memoryStepBytes: Math.max(...steps) - median(steps),
  };
}

async function drain(redis: Redis, turn: string, count: number): Promise<void> {
  const sha = (await redis.script("LOAD", turn)) as string;
  let acks: string[] = [];
  for (let claimed = 0; claimed < count || acks.length > 0; claimed += A_TURN) {
    const want = claimed < count ? A_TURN : 0;
    const args = [want, WORKER, Date.now(), LEASE_MS, ...acks];
    const [ids, bodies] = (await redis.evalsha(sha, 1, TAG, ...args)) as [string[], string[]];
    if (ids.length !== want || bodies.some((body) => body !== BODY))
      throw new Error("A turn answered other jobs than were put in.");
    acks = ids;
  }
}

/** Ids as long as a ULID, the last six digits telling them apart. */
function batch(from: number): string[] {
  return Array.from({ length: A_CALL }, (_, at) => [
    `01KAX5T0${String(from + at).padStart(18, "0")}`,
    BODY,
  ]).flat();
}

async function usedMemory(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);
}

import { once } from "node:events";
import { EventEmitter } from "node:events";
import type { RedisFigures } from "./redis-figures.ts";
import type { Session, Subject } from "./subject.ts";

const IN_FLIGHT = 100;
const BULK = 500;

export interface Sizes {
  enqueue: number;
  drain: number;
  due: number;
  dueOverMs: number;
  pickups: number;
}

/** One figure of one subject in one round. */
export type Figures = Record<string, number>;

interface Bench {
  subject: Subject;
  url: string;
  redis: RedisFigures;
  sizes: Sizes;
}

async function withSession<T>(
  { subject, url, redis }: Bench,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  await redis.empty();
  const session = await subject.open(url);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

const perSecond = (count: number, sinceMs: number) =>
  (count / (performance.now() - sinceMs)) * 1_000;

/** Adds `count` jobs one by one, 100 of them under way at any time. */
async function addOneByOne(session: Session, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await session.add();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function fill(session: Session, count: number): Promise<void> {
  for (let at = 0; at < count; at += BULK) await session.addMany(Math.min(BULK, count - at));
}

export async function measureEnqueue(bench: Bench): Promise<Figures> {
  return withSession(bench, async (session) => {
    await addOneByOne(session, 1_000);
    const before = await bench.redis.usedBytes();
    let sinceMs = performance.now();
    await addOneByOne(session, bench.sizes.enqueue);
    const enqueue = perSecond(bench.sizes.enqueue, sinceMs);
    const bytes = ((await bench.redis.usedBytes()) - before) / bench.sizes.enqueue;
    sinceMs = performance.now();
    await fill(session, bench.sizes.enqueue);
    return {
      "enqueue, 100 in flight (jobs/s)": enqueue,
      "bulk enqueue (jobs/s)": perSecond(bench.sizes.enqueue, sinceMs),
      "bytes a waiting job": bytes,
    };
  });
}

export async function measureDrain(
  bench: Bench,
  concurrency: number,
  workMs: number,
  count: number,
): Promise<Figures> {
  return withSession(bench, async (session) => {
    const emptyBytes = await bench.redis.usedBytes();
    await fill(session, count);
    await bench.redis.commands();
    const beforeCommands = await bench.redis.commands();
    const done = new EventEmitter();
    let seen = 0;
    // From the first job on: how long a worker takes to start is another question.
    let sinceMs = 0;
    await session.work(concurrency, () => {
      if (seen === 0) sinceMs = performance.now();
      if (++seen === count) done.emit("done");
      if (workMs > 0) return new Promise((resolve) => setTimeout(resolve, workMs));
    });
    if (seen < count) await once(done, "done");
    const rate = perSecond(count, sinceMs);
    const commands = ((await bench.redis.commands()) - beforeCommands) / count;
    const row = `drain, ${workMs} ms jobs, concurrency ${concurrency}`;
    return {
      [`${row} (jobs/s)`]: rate,
      ...(workMs === 0 && concurrency === 100
        ? {
            "Redis commands a job, drain": commands,
            "bytes a finished job": ((await bench.redis.usedBytes()) - emptyBytes) / count,
          }
        : {}),
    };
  });
}

/** An executor that has nothing to do: how long from add() to the handler. */
export async function measurePickup(bench: Bench): Promise<Figures> {
  return withSession(bench, async (session) => {
    const started = new EventEmitter();
    await session.work(10, () => void started.emit("start"));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const waits: number[] = [];
    for (let at = 0; at < bench.sizes.pickups; at++) {
      const start = once(started, "start");
      const sinceMs = performance.now();
      void session.add();
      await start;
      waits.push(performance.now() - sinceMs);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return {
      "idle pickup, p50 (ms)": percentile(waits, 0.5),
      "idle pickup, p99 (ms)": percentile(waits, 0.99),
    };
  });
}

/** Jobs due at times spread evenly over some seconds: how late each handler starts. */
export async function measureDue(bench: Bench): Promise<Figures> {
  return withSession(bench, async (session) => {
    const { due, dueOverMs } = bench.sizes;
    const lateness: number[] = [];
    const done = new EventEmitter();
    await session.work(100, ({ dueMs }) => {
      lateness.push(performance.timeOrigin + performance.now() - dueMs!);
      if (lateness.length === due) done.emit("done");
    });
    const leadMs = 1_500;
    await Promise.all(
      Array.from({ length: due }, (_, at) =>
        session.addDelayed(leadMs + Math.round((at * dueOverMs) / due)),
      ),
    );
    if (lateness.length < due) await once(done, "done");
    return {
      "due → start, p50 (ms)": percentile(lateness, 0.5),
      "due → start, p99 (ms)": percentile(lateness, 0.99),
      "due → start, earliest (ms)": Math.min(...lateness),
    };
  });
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

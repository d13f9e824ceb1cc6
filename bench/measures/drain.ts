import { EventEmitter, once } from "node:events";
import { drainRow, ROWS } from "../rows.ts";
import { perSecond } from "../statistics.ts";
import { type Bench, type Figures, fill, pause, withSession } from "./bench.ts";

const COUNTED = 3_000;
const CONCURRENCY = 100;

interface Drain {
  workMs: number;
  concurrency: number;
  count: number;
}

interface Drained {
  jobsPerSecond: number;
  /** Of Redis, from the filled queue to the last job's start. */
  commands: number;
  bytes: number;
}

/** A filled queue emptied by one worker, at each length of job and each concurrency. */
export async function measureDrains(bench: Bench): Promise<Figures> {
  await drain(bench, { workMs: 0, concurrency: CONCURRENCY, count: bench.sizes.warmUp });
  const figures: Figures = {};
  for (const each of bench.sizes.drains) {
    const { jobsPerSecond, commands, bytes } = await drain(bench, each);
    figures[drainRow(each.workMs, each.concurrency)] = jobsPerSecond;
    if (each.workMs > 0 || each.concurrency !== CONCURRENCY) continue;
    figures[ROWS.finishedBytes] = bytes / each.count;
    figures[ROWS.commands] = commands / each.count;
  }
  return figures;
}

/** What the clients of a drain send to Redis, counted apart, as counting slows it down. */
export async function measureCalls(bench: Bench): Promise<Figures> {
  const { calls } = await withSession(bench, async (session) => {
    await fill(session, COUNTED);
    return {
      calls: await bench.redis.callsDuring(() =>
        untilDone(COUNTED, (onStart) => session.work(CONCURRENCY, onStart)),
      ),
    };
  });
  return { [ROWS.calls]: calls / COUNTED };
}

async function drain(bench: Bench, { workMs, concurrency, count }: Drain): Promise<Drained> {
  return withSession(bench, async (session) => {
    const emptyBytes = await bench.redis.usedBytes();
    await fill(session, count);
    const commandsBefore = await bench.redis.commands();
    // From the first job on: how long a worker takes to start is another question.
    let sinceMs = 0;
    await untilDone(count, (onStart) =>
      session.work(concurrency, () => {
        sinceMs ||= performance.now();
        onStart();
        if (workMs > 0) return pause(workMs);
      }),
    );
    const jobsPerSecond = perSecond(count, sinceMs);
    const commands = (await bench.redis.commands()) - commandsBefore;
    return { jobsPerSecond, commands, bytes: (await bench.redis.usedBytes()) - emptyBytes };
  });
}

async function untilDone(
  count: number,
  start: (onStart: () => void) => Promise<void>,
): Promise<void> {
  const events = new EventEmitter();
  let started = 0;
  const done = once(events, "done");
  await start(() => {
    if (++started === count) events.emit("done");
  });
  await done;
}

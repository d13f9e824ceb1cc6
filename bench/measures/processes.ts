import { once } from "node:events";
import { answerOf, startChild } from "../child.ts";
import type { ExecutorTask } from "../executor-process.ts";
import { processesRow } from "../rows.ts";
import { perSecond } from "../statistics.ts";
import { type Bench, type Figures, fill, pause, withSession } from "./bench.ts";

const PROCESSES = [1, 2, 4];
const CONCURRENCY = 100;
const LOOK_EVERY_MS = 10;

/** One filled queue for 1, 2 and 4 warm executor processes, let go at one moment. */
export async function measureProcesses(bench: Bench): Promise<Figures> {
  const figures: Figures = {};
  for (const count of PROCESSES) figures[processesRow(count)] = await drainBy(bench, count);
  return figures;
}

async function drainBy(bench: Bench, processes: number): Promise<number> {
  const { id, url, sizes } = bench;
  return withSession(bench, async (session, queue) => {
    await fill(session, sizes.processes);
    await session.hold();
    const task: ExecutorTask = {
      subject: id,
      url,
      queue,
      concurrency: CONCURRENCY,
      warmUp: sizes.warmUp,
    };
    const executors = Array.from({ length: processes }, () =>
      startChild("./executor-process.ts", task),
    );
    await Promise.all(executors.map(answerOf));
    const sinceMs = performance.now();
    await session.release();
    // By Redis' count: the executors are not asked to report, which would cost them time.
    while ((await session.finished()) < sizes.processes) await pause(LOOK_EVERY_MS);
    const jobsPerSecond = perSecond(sizes.processes, sinceMs);
    const ended = Promise.all(executors.map((executor) => once(executor, "exit")));
    for (const executor of executors) executor.send("end");
    await ended;
    return jobsPerSecond;
  });
}

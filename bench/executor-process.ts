import { once } from "node:events";
import { fill } from "./measures/bench.ts";
import type { OnStart } from "./subject.ts";
import { loadSubject, type SubjectId } from "./subjects/index.ts";

/** One worker in a process of its own: warms up on a queue of its own, then waits on the common one. */
export interface ExecutorTask {
  subject: SubjectId;
  url: string;
  queue: string;
  concurrency: number;
  warmUp: number;
  /** Whether to answer at the end when each job started. */
  notesStarts?: boolean;
}

/** When the first line of a handler ran. */
export interface Start {
  jobId: string;
  atMs: number;
}

// A benchmark that was broken off leaves nobody behind.
process.once("disconnect", () => process.exit());
const [task] = (await once(process, "message")) as [ExecutorTask];
const { url, queue, concurrency, warmUp } = task;
const subject = await loadSubject(task.subject);

const warm = await subject.open(url, `warm-${process.pid}`);
await fill(warm, warmUp);
await new Promise<void>((resolve, reject) => {
  let started = 0;
  warm
    .work(concurrency, () => {
      if (++started === warmUp) resolve();
    })
    .catch(reject);
});
await warm.close();

const session = await subject.open(url, queue);
const starts: Start[] = [];
const note: OnStart = (_, jobId) => {
  starts.push({ jobId, atMs: performance.timeOrigin + performance.now() });
};
await session.work(concurrency, task.notesStarts ? note : () => undefined);
process.send!("ready");
await once(process, "message");
await session.close();
process.send!(starts, () => process.disconnect());

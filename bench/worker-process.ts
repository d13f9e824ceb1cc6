import { once } from "node:events";
import { loadSubject, type SubjectId } from "./subjects/index.ts";

/** One worker in a process of its own, that notes when each job starts. */
export interface WorkerTask {
  subject: SubjectId;
  url: string;
  queue: string;
  concurrency: number;
}

/** When the first line of a handler ran. */
export interface Start {
  jobId: string;
  atMs: number;
}

// A benchmark that was broken off leaves nobody behind.
process.once("disconnect", () => process.exit());
const [task] = (await once(process, "message")) as [WorkerTask];
const subject = await loadSubject(task.subject);
const session = await subject.open(task.url, task.queue);
const starts: Start[] = [];
await session.work(task.concurrency, (_, jobId) => {
  starts.push({ jobId, atMs: performance.timeOrigin + performance.now() });
});
process.send!("ready");
await once(process, "message");
await session.close();
process.send!(starts, () => process.disconnect());

import BeeQueue from "bee-queue";
import { PAYLOAD, type Session, type Subject } from "../subject.ts";

export const beeQueue: Subject = {
  name: "bee-queue 2.0",
  async open(redisUrl): Promise<Session> {
    const { hostname: host, port } = new URL(redisUrl);
    const settings = { redis: { host, port: Number(port) }, activateDelayedJobs: true };
    const queue = new BeeQueue("bench", { ...settings, isWorker: false });
    await queue.ready();
    let worker: BeeQueue | null = null;
    return {
      add: () => queue.createJob(PAYLOAD).save(),
      addMany: (count) =>
        queue.saveAll(Array.from({ length: count }, () => queue.createJob(PAYLOAD))),
      addDelayed: (delayMs) =>
        queue
          .createJob({ ...PAYLOAD, dueMs: Date.now() + delayMs })
          .delayUntil(Date.now() + delayMs)
          .save(),
      async work(concurrency, onStart) {
        worker = new BeeQueue("bench", settings);
        await worker.ready();
        worker.process(concurrency, async (job: { data: { text: string; dueMs?: number } }) =>
          onStart(job.data),
        );
      },
      async close() {
        await worker?.close(1_000);
        await queue.close(1_000);
      },
    };
  },
};

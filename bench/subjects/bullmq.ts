import { Queue, Worker } from "bullmq";
import { PAYLOAD, type Session, type Subject } from "../subject.ts";

const NAME = "bench";

export const bullmq: Subject = {
  name: "BullMQ 6.7",
  async open(redisUrl): Promise<Session> {
    const { hostname: host, port } = new URL(redisUrl);
    const connection = { host, port: Number(port), maxRetriesPerRequest: null };
    const queue = new Queue<{ text: string; dueMs?: number }>(NAME, { connection });
    let worker: Worker | null = null;
    return {
      add: () => queue.add("job", PAYLOAD),
      addMany: (count) =>
        queue.addBulk(Array.from({ length: count }, () => ({ name: "job", data: PAYLOAD }))),
      addDelayed: (delayMs) =>
        queue.add("job", { ...PAYLOAD, dueMs: Date.now() + delayMs }, { delay: delayMs }),
      async work(concurrency, onStart) {
        worker = new Worker(
          NAME,
          async (job) => onStart(job.data as { text: string; dueMs?: number }),
          { connection, concurrency },
        );
        await worker.waitUntilReady();
      },
      async close() {
        await worker?.close();
        await queue.close();
      },
    };
  },
};

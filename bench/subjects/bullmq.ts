import { Queue, Worker } from "bullmq";
import { PAYLOAD, type Payload, type Session, type Subject } from "../subject.ts";

export const bullmq: Subject = {
  startBeside: async () => async () => undefined,
  async open(redisUrl, name): Promise<Session> {
    const { hostname: host, port } = new URL(redisUrl);
    const connection = { host, port: Number(port), maxRetriesPerRequest: null };
    const queue = new Queue<Payload>(name, { connection });
    let worker: Worker<Payload> | null = null;
    return {
      add: () => queue.add("job", PAYLOAD),
      addMany: (count) =>
        queue.addBulk(Array.from({ length: count }, () => ({ name: "job", data: PAYLOAD }))),
      addDelayed: (delayMs) =>
        queue.add("job", { ...PAYLOAD, dueMs: Date.now() + delayMs }, { delay: delayMs }),
      async work(concurrency, onStart) {
        worker = new Worker<Payload>(name, async (job) => onStart(job.data), {
          connection,
          concurrency,
        });
        await worker.waitUntilReady();
      },
      hold: () => queue.pause(),
      release: () => queue.resume(),
      finished: () => queue.getCompletedCount(),
      async close() {
        await worker?.close();
        await queue.close();
      },
    };
  },
};

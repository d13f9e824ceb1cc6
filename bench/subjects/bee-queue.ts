import BeeQueue from "bee-queue";
import { Redis } from "ioredis";
import { PAYLOAD, type Payload, type Session, type Subject } from "../subject.ts";

const CLOSE_WITHIN_MS = 1_000;

/** Its README: to be switched off where no events are listened for; they cost commands and memory. */
const WITHOUT_EVENTS = { getEvents: false, sendEvents: false, storeJobs: false };

/** Its README: by up to this much (else 1 s) it delays due jobs to spare itself work. */
const PROMPT = { activateDelayedJobs: true, delayedDebounce: 1 };

export const beeQueue: Subject = {
  startBeside: null,
  async open(redisUrl, name): Promise<Session> {
    const { hostname: host, port } = new URL(redisUrl);
    const settings = { redis: { host, port: Number(port) }, ...WITHOUT_EVENTS, ...PROMPT };
    const queue = new BeeQueue<Payload>(name, { ...settings, isWorker: false });
    await queue.ready();
    const [waiting, held] = [`bq:${name}:waiting`, `bq:${name}:held`];
    const redis = new Redis(redisUrl);
    let worker: BeeQueue<Payload> | null = null;
    return {
      add: () => queue.createJob(PAYLOAD).save(),
      addMany: (count) =>
        queue.saveAll(Array.from({ length: count }, () => queue.createJob(PAYLOAD))),
      addDelayed: (delayMs) => {
        const dueMs = Date.now() + delayMs;
        return queue
          .createJob({ ...PAYLOAD, dueMs })
          .delayUntil(dueMs)
          .save();
      },
      async work(concurrency, onStart) {
        worker = new BeeQueue<Payload>(name, settings);
        await worker.ready();
        worker.process(concurrency, async (job: { id: string; data: Payload }) =>
          onStart(job.data, job.id),
        );
      },
      // It has no pause for all workers. A renamed list is one to the same effect.
      hold: () => redis.rename(waiting, held),
      release: () => redis.rename(held, waiting),
      finished: async () => (await queue.checkHealth()).succeeded,
      schedules: null,
      async close() {
        redis.disconnect();
        await worker?.close(CLOSE_WITHIN_MS);
        await queue.close(CLOSE_WITHIN_MS);
      },
    };
  },
};

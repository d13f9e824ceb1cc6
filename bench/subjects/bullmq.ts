import { Queue, Worker } from "bullmq";
import { EventStream } from "../event-stream.ts";
import {
  PAYLOAD,
  type Payload,
  type ScheduleSession,
  type Session,
  type Subject,
} from "../subject.ts";

/** It keeps 10,000 events as it comes; what is read of them must not be cut off before. */
const EVENTS = { events: { maxLen: 1_000_000 } };

export const bullmq: Subject = {
  startBeside: null,
  async open(redisUrl, name): Promise<Session> {
    const { hostname: host, port } = new URL(redisUrl);
    const connection = { host, port: Number(port), maxRetriesPerRequest: null };
    const queue = new Queue<Payload>(name, { connection, streams: EVENTS });
    const events = new EventStream(redisUrl, `bull:${name}:events`);
    let worker: Worker<Payload> | null = null;
    return {
      add: () => queue.add("job", PAYLOAD),
      addMany: (count) =>
        queue.addBulk(Array.from({ length: count }, () => ({ name: "job", data: PAYLOAD }))),
      addDelayed: (delayMs) =>
        queue.add("job", { ...PAYLOAD, dueMs: Date.now() + delayMs }, { delay: delayMs }),
      async work(concurrency, onStart) {
        worker = new Worker<Payload>(name, async (job) => onStart(job.data, job.id!), {
          connection,
          concurrency,
        });
        await worker.waitUntilReady();
      },
      hold: () => queue.pause(),
      release: () => queue.resume(),
      finished: () => queue.getCompletedCount(),
      schedules: schedulesOf(queue, events),
      async close() {
        await worker?.close();
        await queue.close();
        events.close();
      },
    };
  },
};

function schedulesOf(queue: Queue<Payload>, events: EventStream): ScheduleSession {
  return {
    put: ({ id, everyMs, firstMs, lastMs }) =>
      queue.upsertJobScheduler(
        id,
        { every: everyMs, startDate: firstMs, endDate: lastMs },
        { name: "job", data: PAYLOAD },
      ),
    async readyJobs() {
      const entries = await events.read();
      return entries.flatMap(({ atMs, fields }) => {
        const [, event, , jobId] = fields;
        return event === "waiting" ? [{ jobId: jobId!, atMs }] : [];
      });
    },
    // `repeat:<scheduler>:<ms>`
    plannedMsOf: (jobId) => Number(jobId.slice(jobId.lastIndexOf(":") + 1)),
  };
}

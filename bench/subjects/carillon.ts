import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { Executor } from "../../lib/executor/executor.ts";
import { defineJob, type JobDefinition } from "../../lib/jobs/define-job.ts";
import { ulidTimeMs } from "../../lib/jobs/ulid.ts";
import { queueTag } from "../../lib/redis/keys.ts";
import { SchedulerService } from "../../lib/scheduler/service.ts";
import { EventStream } from "../event-stream.ts";
import {
  type Beside,
  type OnStart,
  PAYLOAD,
  type ScheduleSession,
  type Session,
  type Subject,
} from "../subject.ts";

const PREFIX = "bench";
const Args = z.object({ text: z.string(), dueMs: z.number().optional() });
const ROOT = new URL("../../", import.meta.url);

export const carillon: Subject = {
  startBeside: startScheduler,
  async open(redisUrl, queue): Promise<Session> {
    const service = new SchedulerService({ redis: redisUrl, prefix: PREFIX });
    const events = new EventStream(redisUrl, `${queueTag(PREFIX, queue)}:events`);
    let onStart: OnStart = () => undefined;
    const job = defineJob({
      name: "bench",
      args: Args,
      run: async (payload, { id }) => onStart(payload, id),
    });
    let executor: Executor | null = null;
    return {
      add: () => service.scheduleJob({ job, args: PAYLOAD, queue }),
      addMany: (count) =>
        service.scheduleJobs(Array.from({ length: count }, () => ({ job, args: PAYLOAD, queue }))),
      addDelayed: (delayMs) => {
        const dueMs = Date.now() + delayMs;
        return service.scheduleAt({
          job,
          args: { ...PAYLOAD, dueMs },
          executionTime: new Date(dueMs),
          queue,
        });
      },
      async work(concurrency, listener) {
        onStart = listener;
        executor = new Executor({
          redis: redisUrl,
          prefix: PREFIX,
          jobs: [job],
          queues: [queue],
          concurrency,
        });
        await executor.start();
      },
      hold: () => service.pauseQueue(queue),
      release: () => service.resumeQueue(queue),
      finished: async () => (await service.getQueue(queue)).counts.succeeded,
      schedules: schedulesOf(service, events, job, queue),
      async close() {
        await executor?.stop();
        await service.close();
        events.close();
      },
    };
  },
};

function schedulesOf(
  service: SchedulerService,
  events: EventStream,
  job: JobDefinition<typeof Args>,
  queue: string,
): ScheduleSession {
  return {
    put: ({ id, everyMs, firstMs, lastMs }) =>
      service.schedulePeriodic({
        id,
        job,
        args: PAYLOAD,
        queue,
        interval: everyMs / 1_000,
        startAt: new Date(firstMs),
        endAt: new Date(lastMs),
        // A run for each planned time, however late: none is to be passed over for another.
        missed: "all",
        overlap: "allow",
      }),
    async readyJobs() {
      const entries = await events.read();
      return entries.flatMap(({ atMs, fields }) => {
        const at = fields.findIndex((field, index) => index % 2 === 0 && field === "ready");
        return at < 0 ? [] : fields[at + 1]!.split(" ").map((jobId) => ({ jobId, atMs }));
      });
    },
    // `queue~<ULID>`; a run's ULID holds its planned time.
    plannedMsOf: (jobId) => ulidTimeMs(jobId.slice(-26)),
  };
}

async function startScheduler(redisUrl: string): Promise<Beside> {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/scheduler.ts"], {
    cwd: ROOT,
    env: { ...process.env, REDIS_URL: redisUrl, CARILLON_PREFIX: PREFIX },
    // It ends with the channel: a benchmark that was broken off leaves nobody behind.
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      if (String(chunk).includes("scheduler started")) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`The scheduler ended with ${code} at its start.`)),
    );
  });
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  return { stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

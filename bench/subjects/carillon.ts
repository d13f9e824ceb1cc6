import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { Executor } from "../../lib/executor/executor.ts";
import { defineJob } from "../../lib/jobs/define-job.ts";
import { SchedulerService } from "../../lib/scheduler/service.ts";
import { type OnStart, PAYLOAD, type Session, type Subject } from "../subject.ts";

const PREFIX = "bench";
const ROOT = new URL("../../", import.meta.url);

export const carillon: Subject = {
  startBeside: startScheduler,
  async open(redisUrl, queue): Promise<Session> {
    const service = new SchedulerService({ redis: redisUrl, prefix: PREFIX });
    let onStart: OnStart = () => undefined;
    const job = defineJob({
      name: "bench",
      args: z.object({ text: z.string(), dueMs: z.number().optional() }),
      run: async (payload) => onStart(payload),
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
      async close() {
        await executor?.stop();
        await service.close();
      },
    };
  },
};

async function startScheduler(redisUrl: string) {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/scheduler.ts"], {
    cwd: ROOT,
    env: { ...process.env, REDIS_URL: redisUrl, CARILLON_PREFIX: PREFIX },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (String(chunk).includes("scheduler started")) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`The scheduler ended with ${code} at its start.`)),
    );
  });
  return async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  };
}

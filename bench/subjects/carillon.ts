import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { Executor } from "../../lib/executor/executor.ts";
import { defineJob } from "../../lib/jobs/define-job.ts";
import { SchedulerService } from "../../lib/scheduler/service.ts";
import { type OnStart, PAYLOAD, type Session, type Subject } from "../subject.ts";

const PREFIX = "bench";
const ROOT = new URL("../../", import.meta.url);

export const carillon: Subject = {
  name: "Carillon",
  async open(redisUrl): Promise<Session> {
    const service = new SchedulerService({ redis: redisUrl, prefix: PREFIX });
    let onStart: OnStart = () => undefined;
    const job = defineJob({
      name: "bench",
      args: z.object({ text: z.string(), dueMs: z.number().optional() }),
      run: async (payload) => onStart(payload),
    });
    const scheduler = await startScheduler(redisUrl);
    let executor: Executor | null = null;
    return {
      add: () => service.scheduleJob({ job, args: PAYLOAD }),
      addMany: (count) =>
        service.scheduleJobs(Array.from({ length: count }, () => ({ job, args: PAYLOAD }))),
      addDelayed: (delayMs) => {
        const dueMs = Date.now() + delayMs;
        return service.scheduleAt({
          job,
          args: { ...PAYLOAD, dueMs },
          executionTime: new Date(dueMs),
        });
      },
      async work(concurrency, listener) {
        onStart = listener;
        executor = new Executor({ redis: redisUrl, prefix: PREFIX, jobs: [job], concurrency });
        await executor.start();
      },
      async close() {
        await executor?.stop();
        await service.close();
        scheduler.kill("SIGTERM");
        if (scheduler.exitCode === null) await once(scheduler, "exit");
      },
    };
  },
};

/** As in life, the scheduler is a process of its own. */
async function startScheduler(redisUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/scheduler.ts"], {
    cwd: ROOT,
    env: { ...process.env, REDIS_URL: redisUrl, CARILLON_PREFIX: PREFIX },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) if (String(chunk).includes("scheduler started")) break;
  return child;
}

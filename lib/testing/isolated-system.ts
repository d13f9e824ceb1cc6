import { afterAll, beforeAll } from "vitest";
import { Executor, type ExecutorOptions } from "../executor/executor.ts";
import type { Job } from "../jobs/job.ts";
import { isFinal } from "../jobs/states.ts";
import { Scheduler } from "../scheduler/scheduler.ts";
import { SchedulerService } from "../scheduler/service.ts";
import * as jobs from "./isolated-jobs.ts";
import { testRedisUrl, uniquePrefix } from "./redis.ts";
import { until } from "./until.ts";

const BEHAVE = {
  inline: jobs.inline,
  "worker-thread": jobs.inThread,
  "child-process": jobs.inChild,
};
type How = Parameters<typeof jobs.inline.run>[0]["how"];

/**
 * A service, a scheduler and an executor of the isolated jobs, shared by the tests of a describe block: their threads and
 * child processes stay warm.
 */
export function sharedSystem(kind: keyof typeof BEHAVE, options: Partial<ExecutorOptions> = {}) {
  const at = { redis: testRedisUrl(), prefix: uniquePrefix() };
  const executor = new Executor({ ...at, jobs: Object.values(jobs), drainMs: 0, ...options });
  const scheduler = new Scheduler(at);
  const service = new SchedulerService(at);
  beforeAll(() => Promise.all([executor.start(), scheduler.start()]));
  afterAll(() => Promise.all([executor.stop(), scheduler.stop(), service.close()]));

  const jobWhen = (job: Pick<Job, "id">, what: string, isSo: (job: Job) => boolean) =>
    until(`the job to be ${what}`, () => service.getJob(job.id), isSo);
  const linesOf = async (job: Pick<Job, "id">) =>
    (await service.getJobLogs(job.id)).items.map(({ message }) => message);
  return {
    executor,
    service,
    linesOf,
    begin: (how: How, more: { timeoutMs?: number; attempts?: number; parents?: string[] } = {}) =>
      service.scheduleJob({ job: BEHAVE[kind], args: { how }, ...more }),
    ended: (job: Pick<Job, "id">) => jobWhen(job, "over", ({ state }) => isFinal(state)),
    running: (job: Pick<Job, "id">) => jobWhen(job, "running", ({ state }) => state === "running"),
    /** The process of a job whose handler has begun, and has said so. */
    async pidOf(job: Pick<Job, "id">): Promise<number> {
      const isPid = (line?: string) => line?.startsWith("pid ") === true;
      const [line] = await until(
        "the handler to begin",
        () => linesOf(job),
        (lines) => isPid(lines[0]),
      );
      return Number(line!.slice("pid ".length));
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

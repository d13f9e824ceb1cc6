import { z } from "zod";
import { Executor } from "@/lib/executor/executor.ts";
import { type AnyJobDefinition, defineJob } from "@/lib/jobs/define-job.ts";
import { testRedisUrl } from "@/lib/testing/redis.ts";
import { until } from "@/lib/testing/until.ts";
import { JOB_TYPE, QUEUE } from "../planted.ts";
import type { Web } from "../web.ts";

/** Jobs that have succeeded and failed, and an executor of a queue in which nothing is. */
export async function runJobs({ service, prefix }: Web, others: AnyJobDefinition[]) {
  const job = defineJob({
    name: JOB_TYPE,
    queue: QUEUE,
    args: z.object({ fails: z.boolean().optional() }).loose(),
    run({ fails }) {
      if (fails === true) throw new Error("as asked");
      return null;
    },
  });
  const executorOf = (queue: string) =>
    new Executor({
      redis: testRedisUrl(),
      prefix,
      jobs: [job, ...others],
      queues: [queue],
      drainMs: 0,
    });
  const [busy, idle] = [executorOf(QUEUE), executorOf("idle")];
  await Promise.all([busy.start(), idle.start()]);
  const made = await service.scheduleJobs([
    { job: JOB_TYPE, args: {} },
    { job: JOB_TYPE, args: { fails: true } },
  ]);
  const jobs = made.map(({ id }) => id);
  await until("the jobs to have ended", async () => {
    const states = await Promise.all(jobs.map(async (id) => (await service.getJob(id)).state));
    return states.every((state) => state === "succeeded" || state === "failed");
  });
  await busy.stop();
  return { jobs, idle };
}

import { fileURLToPath } from "node:url";
import { Executor } from "../lib/executor/executor.ts";
import { loadJobFiles } from "../lib/executor/job-files.ts";
import { runWorker } from "../lib/process/run-worker.ts";

const JOBS = fileURLToPath(new URL("./jobs", import.meta.url));

await runWorker("executor", async ({ redisUrl, redisTls, jobFolders, ...config }, logger) => {
  const { prefix, queues, concurrency, leaseMs, drainMs } = config;
  const jobs = await loadJobFiles([JOBS, ...jobFolders]);
  return new Executor({
    redis: redisUrl,
    tls: redisTls,
    prefix,
    jobs,
    queues,
    concurrency,
    leaseMs,
    drainMs,
    logger,
  });
});

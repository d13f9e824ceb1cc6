import { runWorker } from "../lib/process/run-worker.ts";
import { Scheduler } from "../lib/scheduler/scheduler.ts";

await runWorker(
  "scheduler",
  ({ redisUrl, redisTls, prefix }, logger) =>
    new Scheduler({ redis: redisUrl, tls: redisTls, prefix, logger }),
);

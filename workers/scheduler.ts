import { runWorker } from "../lib/process/run-worker.ts";
import { Redaction } from "../lib/jobs/redaction.ts";
import { Scheduler } from "../lib/scheduler/scheduler.ts";

await runWorker(
  "scheduler",
  ({ redisUrl, redisTls, prefix, redactedPaths, outgoingAllow, installation }, logger) =>
    new Scheduler({
      redis: redisUrl,
      tls: redisTls,
      prefix,
      logger,
      redaction: new Redaction(redactedPaths),
      alerts: { outgoingAllow, installation },
    }),
);

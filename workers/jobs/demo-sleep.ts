import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../../lib/jobs/define-job.ts";

export default defineJob({
  name: "demo.sleep",
  description: "Sleeps, reports its progress, and stops at once when it is cancelled.",
  args: z.object({
    ms: z.int().min(0).max(3_600_000).describe("How long to sleep, in milliseconds."),
    steps: z.int().min(1).max(1_000).default(10).describe("How many times to report progress."),
  }),
  async run({ ms, steps }, { signal, logger, progress }) {
    logger.info(`Sleeping ${ms} ms in ${steps} steps.`);
    for (let step = 1; step <= steps; step++) {
      await sleep(ms / steps, undefined, { signal });
      progress(step / steps, `step ${step} of ${steps}`);
    }
    return { sleptMs: ms };
  },
});

import { z } from "zod";
import { defineJob } from "../../lib/jobs/define-job.ts";

export default defineJob({
  name: "demo.fail",
  description: "Fails with a message: always, or the first few times.",
  args: z.object({
    message: z.string().max(1_000).describe("What the error says."),
    times: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe("How many attempts fail; all of them when left out."),
  }),
  attempts: 3,
  backoff: { kind: "exponential", delayMs: 1_000, jitter: 0 },
  run({ message, times = Number.POSITIVE_INFINITY }, { attempt, logger }) {
    if (attempt > times) return { failedBefore: times };
    logger.warn(`Attempt ${attempt} is about to fail.`);
    throw new Error(message);
  },
});

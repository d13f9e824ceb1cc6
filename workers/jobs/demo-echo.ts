import { z } from "zod";
import { defineJob } from "../../lib/jobs/define-job.ts";

export default defineJob({
  name: "demo.echo",
  description: "Answers the message it is given. For a first try.",
  args: z.object({ message: z.string().max(1_000).describe("What to answer.") }),
  run({ message }, { logger }) {
    logger.info(message);
    return { message };
  },
});

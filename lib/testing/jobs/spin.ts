import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";

/** Never ends, and hears nothing. */
export default defineJob({
  name: "test.spin",
  args: z.object({}),
  isolation: "child-process",
  async run(_, { logger }) {
    logger.info(`pid ${process.pid}`);
    await setImmediate();
    for (;;);
  },
});

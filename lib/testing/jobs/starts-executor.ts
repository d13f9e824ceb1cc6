import { z } from "zod";
import { Executor } from "../../executor/executor.ts";
import { defineJob } from "../../jobs/define-job.ts";

/** What an isolated job must not do: the thread that imports its file would be one more executor. */
export default defineJob({
  name: "test.starts-executor",
  args: z.object({}),
  attempts: 1,
  isolation: "worker-thread",
  run: () => new Executor({ redis: "redis://127.0.0.1:1", jobs: [] }).id,
});

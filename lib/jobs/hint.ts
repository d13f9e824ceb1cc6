import { z } from "zod";
import { JobId, QueueName } from "./names.ts";
import { JobState } from "./states.ts";

/** A hint on the event stream: what changed, never the data. `jobs` holds at most 100 ids. */
export const Hint = z
  .object({
    queue: QueueName,
    /** The states that jobs left or entered. */
    states: z.array(JobState),
    jobs: z.array(JobId),
    schedules: z.boolean(),
  })
  .meta({ id: "Hint" });
export type Hint = z.infer<typeof Hint>;

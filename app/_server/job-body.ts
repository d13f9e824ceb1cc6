import type { z } from "zod";
import type { CreateJob } from "@/lib/api/jobs.ts";

/** A job as the service takes it: its time is a Date there. */
export function jobInput<B extends z.output<typeof CreateJob>>({ runAt, ...job }: B) {
  return { ...job, executionTime: runAt === undefined ? undefined : new Date(runAt) };
}

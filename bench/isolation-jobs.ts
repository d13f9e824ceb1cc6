import { z } from "zod";
import { defineJob } from "../lib/jobs/define-job.ts";
import type { Isolation } from "../lib/jobs/isolation.ts";

const noop = (isolation: Isolation) =>
  defineJob({
    name: `bench.${isolation}`,
    args: z.object({ text: z.string() }),
    isolation,
    file: import.meta.url,
    run: () => undefined,
  });

export const inline = noop("inline");
export const inThread = noop("worker-thread");
export const inChild = noop("child-process");

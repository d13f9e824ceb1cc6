import { z } from "zod";

/** Where a job type runs: in the executor itself, in a thread of it, or in a process of its own. */
export const Isolation = z.enum(["inline", "worker-thread", "child-process"]);
export type Isolation = z.infer<typeof Isolation>;

/** The heap of a thread or child process, in MB. Node itself does not start in less. */
export const MemoryLimitMb = z.int().min(16).max(65_536);

/** How a definition says where it runs. */
export const IsolationOptions = z
  .object({
    isolation: Isolation.default("inline"),
    memoryLimitMb: MemoryLimitMb.optional(),
    graceMs: z.int().min(0).max(3_600_000).optional(),
    file: z.url({ protocol: /^file$/, error: "must be a file URL: import.meta.url" }).optional(),
  })
  .refine(({ isolation, memoryLimitMb }) => isolation !== "inline" || memoryLimitMb === undefined, {
    path: ["memoryLimitMb"],
    error: "needs isolation: an inline job shares the memory of its executor",
  });

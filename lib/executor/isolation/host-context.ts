import type { BatchCounts, JobContext, JobLogger, Relative } from "../../jobs/job-context.ts";
import type { Tell } from "./host-port.ts";
import type { JobFacts } from "./protocol.ts";
import type { Questions } from "./questions.ts";

/** The context of a handler away from its executor: what it reports goes there as messages. */
export function hostContext(
  job: JobFacts,
  run: number,
  signal: AbortSignal,
  tell: Tell,
  questions: Questions,
): JobContext {
  const log = (level: keyof JobLogger) => (message: unknown) =>
    tell({ kind: "log", run, level, message: String(message) });
  return {
    ...job,
    signal,
    logger: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
    parents: () => questions.ask<Relative[]>("parents", run, tell),
    batch: () => questions.ask<BatchCounts | null>("batch", run, tell),
    progress: (fraction, note) => tell({ kind: "progress", run, fraction, note }),
  };
}

import type { JobContext, JobLogger } from "../../jobs/define-job.ts";
import type { Tell } from "./host-port.ts";
import type { JobFacts } from "./protocol.ts";

/** The context of a handler away from its executor: what it reports goes there as messages. */
export function hostContext(
  job: JobFacts,
  run: number,
  signal: AbortSignal,
  tell: Tell,
): JobContext {
  const log = (level: keyof JobLogger) => (message: unknown) =>
    tell({ kind: "log", run, level, message: String(message) });
  return {
    ...job,
    signal,
    logger: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
    progress: (fraction, note) => tell({ kind: "progress", run, fraction, note }),
  };
}

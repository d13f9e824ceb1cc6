import type { JobType } from "../jobs/catalog.ts";
import type { JobContext, JobLogger } from "../jobs/job-context.ts";
import type { MiddlewareContext } from "../jobs/middleware.ts";
import { DEFAULT_ATTEMPTS } from "../jobs/options.ts";
import type { Attempt, AttemptHost } from "./attempt.ts";

/** What a handler and the middleware around it are given. A class, with everything drawn on demand: it is made for each of a hundred thousand runs a second. */
export class RunContext implements MiddlewareContext {
  readonly args: unknown;
  readonly jobType: JobType;
  readonly #attempt: Attempt;
  readonly #host: AttemptHost;

  constructor(attempt: Attempt, host: AttemptHost, jobType: JobType, args: unknown) {
    this.args = args;
    this.jobType = jobType;
    this.#attempt = attempt;
    this.#host = host;
  }

  get id(): string {
    return this.#attempt.jobId;
  }

  get queue(): string {
    return this.#host.queue;
  }

  get type(): string {
    return this.#attempt.type;
  }

  get attempt(): number {
    return this.#attempt.number;
  }

  get maxAttempts(): number {
    return this.#attempt.envelope.body.m ?? DEFAULT_ATTEMPTS;
  }

  get scheduleId(): string | null {
    return this.#attempt.envelope.scheduleId;
  }

  get plannedAtMs(): number | null {
    const { scheduleId, dueMs } = this.#attempt.envelope;
    return scheduleId === null || dueMs === 0 ? null : dueMs;
  }

  get signal(): AbortSignal {
    return this.#attempt.signal;
  }

  get logger(): JobLogger {
    const log = (level: keyof JobLogger) => (message: string) =>
      this.#host.reporter.log(this.#attempt, level, message);
    return { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
  }

  get parents(): JobContext["parents"] {
    return () => this.#host.relatives.parents(this.#attempt.envelope.body.p ?? []);
  }

  get batch(): JobContext["batch"] {
    return () => this.#host.relatives.batch(this.#attempt.envelope.body.i ?? null);
  }

  /** A getter, so that a handler may take it off the context. */
  get progress(): JobContext["progress"] {
    return (fraction, note) => this.#host.reporter.progress(this.#attempt, fraction, note);
  }
}

import type { JobContext } from "../../jobs/job-context.ts";
import type { Interruption } from "../interruption.ts";
import { startChild } from "./process-runner.ts";
import type { FromHost, JobFacts } from "./protocol.ts";
import { endError, type Place, type Runner } from "./runner.ts";
import { receivedError, sentError } from "./sent-error.ts";
import { startThread } from "./thread-runner.ts";

interface Work {
  run: number;
  context: JobContext;
  succeed: (result: unknown) => void;
  fail: (error: unknown) => void;
}

/** One thread or child process, and the job that it runs. */
export class Seat {
  readonly place: Place;
  /** Resolves when the thread or child process is no more. */
  readonly gone: Promise<void>;
  readonly #runner: Runner;
  #runs = 0;
  #work: Work | null = null;
  #lastWords: Error | null = null;
  #isUsable = true;

  constructor(place: Place) {
    this.place = place;
    const start = place.isolation === "worker-thread" ? startThread : startChild;
    this.#runner = start(place, (message) => this.#hear(message));
    this.gone = this.#runner.ended.then((error) => {
      this.#isUsable = false;
      this.#work?.fail(this.#reasonOfEnd(error));
    });
  }

  /** False once it is gone, or on its way. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  get isBusy(): boolean {
    return this.#work !== null;
  }

  /** Runs a job, the only one at a time. After its signal was aborted it has the grace time; then it is killed. */
  async run(args: string, context: JobContext, graceMs: number): Promise<unknown> {
    const { signal } = context;
    const run = ++this.#runs;
    let graceTimer: NodeJS.Timeout | undefined;
    const interrupt = () => {
      const { kind: why, message } = signal.reason as Interruption;
      this.#runner.post({ kind: "abort", run, why, message });
      graceTimer = setTimeout(() => this.kill(), graceMs);
    };
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      return await new Promise((succeed, fail) => {
        this.#work = { run, context, succeed, fail };
        this.#runner.post({ kind: "run", run, file: this.place.file, args, job: factsOf(context) });
      });
    } finally {
      this.#work = null;
      clearTimeout(graceTimer);
      signal.removeEventListener("abort", interrupt);
    }
  }

  kill(): void {
    this.#isUsable = false;
    this.#runner.kill();
  }

  #hear(message: FromHost): void {
    if (message.kind === "crashed") {
      this.#isUsable = false;
      this.#lastWords = receivedError(message.error);
      return;
    }
    const work = this.#work;
    if (work?.run !== message.run) return;
    switch (message.kind) {
      case "progress":
        return work.context.progress(message.fraction, message.note);
      case "log":
        return work.context.logger[message.level](message.message);
      case "ask":
        return void this.#answer(work.context, message);
      case "succeeded":
        return work.succeed(message.result === "" ? undefined : JSON.parse(message.result));
      case "failed":
        return work.fail(receivedError(message.error));
    }
  }

  async #answer(context: JobContext, { ask, what }: FromHost & { kind: "ask" }): Promise<void> {
    try {
      this.#runner.post({ kind: "answer", ask, value: await context[what]() });
    } catch (error) {
      this.#runner.post({ kind: "answer", ask, error: sentError(error) });
    }
  }

  /** When its run was interrupted, that is why it had to end; otherwise it crashed. */
  #reasonOfEnd(error: Error): unknown {
    const signal = this.#work?.context.signal;
    if (signal?.aborted) return signal.reason;
    const cause = this.#lastWords;
    return cause ? endError(`An error that nothing caught: ${cause.message}`, cause) : error;
  }
}

function factsOf(context: JobContext): JobFacts {
  const { id, queue, type, attempt, maxAttempts, scheduleId, plannedAtMs } = context;
  return { id, queue, type, attempt, maxAttempts, scheduleId, plannedAtMs };
}

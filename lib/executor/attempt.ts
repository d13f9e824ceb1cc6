import { backoffDelayMs, DEFAULT_BACKOFF } from "../jobs/backoff.ts";
import type { AnyJobDefinition, JobContext } from "../jobs/define-job.ts";
import { MAX_RESULT_BYTES } from "../jobs/json.ts";
import type { AttemptOutcome } from "../jobs/job.ts";
import { jobIdOf } from "../jobs/names.ts";
import { DEFAULT_ATTEMPTS } from "../jobs/options.ts";
import type { Ack, Claim } from "../queue/queue.ts";
import { type AttemptRecord, type Envelope, parseEntry, parseEnvelope } from "../queue/record.ts";
import { describeError } from "./describe-error.ts";
import { Interruption, type InterruptionKind, NonRetriableError } from "./interruption.ts";
import type { Reporter } from "./reporter.ts";

/** How long a job of an unknown type waits for an executor that knows it. */
const UNKNOWN_TYPE_RETRY_MS = 10_000;

/** What a run needs of the executor around it. */
export interface AttemptHost {
  worker: string;
  queue: string;
  definitions: ReadonlyMap<string, AnyJobDefinition>;
  reporter: Reporter;
  /** Ms UTC by Redis' clock. */
  now: () => number;
  random: () => number;
  /** How long a handler may go on after its signal was aborted before its slot is given to others. */
  graceMs: number;
}

/** One execution of one job: from claim to ack. */
export class Attempt {
  readonly entry: string;
  readonly localId: string;
  readonly delivery: number;
  readonly claimedMs: number;
  readonly envelope: Envelope;
  readonly #claim: Claim;
  readonly #host: AttemptHost;
  readonly #abort = new AbortController();
  #settleAfterGrace: (() => void) | null = null;

  constructor(claim: Claim, claimedMs: number, host: AttemptHost) {
    const { localId, delivery } = parseEntry(claim.entry);
    this.entry = claim.entry;
    this.localId = localId;
    this.delivery = delivery;
    this.claimedMs = claimedMs;
    this.envelope = parseEnvelope(claim.envelope);
    this.#claim = claim;
    this.#host = host;
  }

  get jobId(): string {
    return jobIdOf({ queue: this.#host.queue, localId: this.localId });
  }

  get type(): string {
    return this.envelope.body.n;
  }

  /** Asks the handler to stop. After the grace time its slot is given to others, whatever it does. */
  interrupt(kind: InterruptionKind): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort(new Interruption(kind));
    setTimeout(() => this.#settleAfterGrace?.(), this.#host.graceMs).unref();
  }

  /** Runs the handler to its end. Never throws. */
  async run(): Promise<Ack> {
    const definition = this.#host.definitions.get(this.type);
    if (!definition) return this.#unknownType();
    const { t: timeoutMs } = this.envelope.body;
    const timer =
      timeoutMs === undefined ? null : setTimeout(() => this.interrupt("timed-out"), timeoutMs);
    try {
      const args = definition.args.safeParse(this.envelope.body.a);
      if (!args.success)
        throw new NonRetriableError(`The arguments do not fit the job type: ${args.error.message}`);
      const outcome = this.#call(definition, args.data);
      const result = outcome instanceof Promise ? await this.#orGrace(outcome) : outcome;
      return this.#ack("s", resultText(result));
    } catch (thrown) {
      return this.#failed(thrown);
    } finally {
      if (timer) clearTimeout(timer);
    }
  }

  /** The job goes back to the head of its queue, unstarted: no attempt is used up or noted. */
  release(): Ack {
    return this.#ack("l", "");
  }

  #call(definition: AnyJobDefinition, args: unknown): unknown {
    const run = definition.run as (...args: unknown[]) => unknown;
    return Array.isArray(args)
      ? run(...(args as unknown[]), this.#context())
      : run(args, this.#context());
  }

  #orGrace(running: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#settleAfterGrace = () => reject(this.#abort.signal.reason);
      running.then(resolve, reject);
    });
  }

  #context(): JobContext {
    const { reporter } = this.#host;
    const { body, dueMs, scheduleId } = this.envelope;
    const log = (level: "debug" | "info" | "warn" | "error") => (message: string) =>
      reporter.log(this, level, message);
    return {
      id: this.jobId,
      queue: this.#host.queue,
      type: this.type,
      attempt: this.#claim.failures + 1,
      maxAttempts: body.m ?? DEFAULT_ATTEMPTS,
      scheduleId,
      plannedAtMs: scheduleId === null || dueMs === 0 ? null : dueMs,
      signal: this.#abort.signal,
      logger: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
      progress: (fraction, note) => reporter.progress(this, fraction, note),
    };
  }

  #failed(thrown: unknown): Ack {
    const interruption = this.#abort.signal.aborted
      ? (this.#abort.signal.reason as Interruption)
      : null;
    if (interruption?.kind === "cancelled") return this.#ack("c", this.#note("cancelled", thrown));
    if (interruption?.kind === "shutdown")
      return this.#ack("l", this.#note("released", interruption));
    const failures = this.#claim.failures + 1;
    const timedOut = interruption?.kind === "timed-out";
    const detail = this.#note(timedOut ? "timed-out" : "failed", timedOut ? interruption : thrown);
    const { m: maxAttempts = DEFAULT_ATTEMPTS, b: backoff = DEFAULT_BACKOFF } = this.envelope.body;
    const again = failures < maxAttempts && !(thrown instanceof NonRetriableError);
    const retryDelayMs = again ? backoffDelayMs(backoff, failures, this.#host.random()) : null;
    return { ...this.#ack("f", detail), failures, retryDelayMs };
  }

  /** A newer program made the job and this executor is older: it waits for one that knows it, and no attempt is used up. */
  #unknownType(): Ack {
    const error = new Error(
      `This executor knows no job type ${this.type}. Put its file into workers/jobs or a folder of CARILLON_JOBS.`,
    );
    delete error.stack;
    return {
      ...this.#ack("f", this.#note("released", error)),
      retryDelayMs: UNKNOWN_TYPE_RETRY_MS,
    };
  }

  #note(outcome: AttemptOutcome, thrown: unknown): string {
    const record: AttemptRecord = {
      n: this.delivery,
      o: outcome,
      w: this.#host.worker,
      s: this.claimedMs,
      f: this.#host.now(),
      e: describeError(thrown),
    };
    return JSON.stringify(record);
  }

  #ack(outcome: Ack["outcome"], detail: string): Ack {
    return {
      entry: this.entry,
      outcome,
      failures: this.#claim.failures,
      losses: this.#claim.losses,
      worker: this.#host.worker,
      startedMs: this.claimedMs,
      detail,
      retryDelayMs: null,
      priority: this.envelope.priority,
      scheduleId: this.envelope.scheduleId,
    };
  }
}

/** @throws NonRetriableError for a result that JSON cannot hold or that is too large to keep */
function resultText(result: unknown): string {
  if (result === undefined) return "";
  let text: string | undefined;
  try {
    text = JSON.stringify(result);
  } catch (cause) {
    throw new NonRetriableError(
      "The result is not JSON: return plain values, without cycles and bigints.",
      { cause },
    );
  }
  if (text === undefined) return "";
  if (text.length > MAX_RESULT_BYTES) {
    throw new NonRetriableError(
      `The result weighs ${text.length} bytes; ${MAX_RESULT_BYTES} are kept. Store it elsewhere and return where.`,
    );
  }
  return text;
}

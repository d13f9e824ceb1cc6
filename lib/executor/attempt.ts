import { ulidTimeMs } from "../jobs/ulid.ts";
import { DEFAULT_BACKOFF } from "../jobs/backoff.ts";
import type { AnyJobDefinition } from "../jobs/define-job.ts";
import type { AttemptOutcome } from "../jobs/job.ts";
import type { Middleware } from "../jobs/middleware.ts";
import { jobIdOf } from "../jobs/names.ts";
import { DEFAULT_ATTEMPTS } from "../jobs/options.ts";
import type { Ack, Claim } from "../queue/queue.ts";
import { type AttemptRecord, type Envelope, parseEntry, parseEnvelope } from "../queue/record.ts";
import { callHandler } from "./call-handler.ts";
import { describeError } from "./describe-error.ts";
import { checkedArgs } from "./checked-args.ts";
import { Interruption, type InterruptionKind, NonRetriableError } from "./interruption.ts";
import type { Relatives } from "./relatives.ts";
import type { Reporter } from "./reporter.ts";
import { resultText } from "./result-text.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { RunContext } from "./run-context.ts";

/** How long a job of an unknown type waits for an executor that knows it. */
const UNKNOWN_TYPE_RETRY_MS = 10_000;

/** What a run needs of the executor around it. */
export interface AttemptHost {
  middleware: Middleware | null;
  worker: string;
  queue: string;
  definitions: ReadonlyMap<string, AnyJobDefinition>;
  reporter: Reporter;
  relatives: Relatives;
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
  #abort: AbortController | null = null;
  #timer: NodeJS.Timeout | null = null;
  #onEnd: ((ack: Ack) => void) | null = null;

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

  /** What the handler watches. Made when first asked for: most jobs never look, and a controller costs more than they do. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  /** Its start deadline had passed when it was claimed: it ends unrun. */
  get isExpired(): boolean {
    const { d: startDeadlineMs } = this.envelope.body;
    return startDeadlineMs !== undefined && this.#lateMs() > startDeadlineMs;
  }

  /** Which try this is: 1, and one more for each attempt that failed. */
  get number(): number {
    return this.#claim.failures + 1;
  }

  /** Asks the handler to stop. After the grace time its slot is given to others, whatever it does. */
  interrupt(kind: InterruptionKind, message?: string): void {
    if (this.signal.aborted) return;
    this.#abort!.abort(new Interruption(kind, message));
    const graceMs = this.#host.definitions.get(this.type)?.graceMs ?? this.#host.graceMs;
    setTimeout(() => this.#fail(this.signal.reason), graceMs).unref();
  }

  /** Runs the handler; `onEnd` is called once, with what became of it. */
  run(onEnd: (ack: Ack) => void): void {
    this.#onEnd = onEnd;
    const definition = this.#host.definitions.get(this.type);
    if (!definition) return this.#end(this.#unknownType());
    const { t: timeoutMs } = this.envelope.body;
    if (this.isExpired) return this.#end(this.#expired());
    if (timeoutMs !== undefined)
      this.#timer = setTimeout(
        () => this.interrupt("timed-out", `The attempt took longer than ${timeoutMs} ms.`),
        timeoutMs,
      );
    try {
      const args = checkedArgs(definition, this.envelope.body.a);
      const context = new RunContext(this, this.#host, definition.type, args);
      const outcome = callHandler(definition, context, this.#host.middleware);
      if (outcome instanceof Promise) {
        outcome.then(
          (result: unknown) => this.#succeed(result),
          (thrown: unknown) => this.#fail(thrown),
        );
      } else {
        this.#succeed(outcome);
      }
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #succeed(result: unknown): void {
    if (!this.#onEnd) return;
    try {
      this.#end(this.#ack("s", resultText(result)));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    if (this.#onEnd) this.#end(this.#failed(thrown));
  }

  /** The first end counts: what a handler does after its grace time is over is nobody's concern any more. */
  #end(ack: Ack): void {
    const onEnd = this.#onEnd;
    this.#onEnd = null;
    if (this.#timer) clearTimeout(this.#timer);
    onEnd?.(ack);
  }

  /** The job goes back to the head of its queue, unstarted: no attempt is used up or noted. */
  release(): Ack {
    return this.#ack("l", "");
  }

  #failed(thrown: unknown): Ack {
    const interruption = this.#abort?.signal.aborted
      ? (this.#abort.signal.reason as Interruption)
      : null;
    if (interruption?.kind === "cancelled") return this.#ack("c", this.#note("cancelled", thrown));
    if (interruption?.kind === "shutdown")
      return this.#ack("l", this.#note("released", interruption));
    const failures = this.#claim.failures + 1;
    const timedOut = interruption?.kind === "timed-out";
    const error = timedOut ? interruption : thrown;
    const detail = this.#note(timedOut ? "timed-out" : "failed", error);
    const { m: maxAttempts = DEFAULT_ATTEMPTS, b: backoff = DEFAULT_BACKOFF } = this.envelope.body;
    const again = failures < maxAttempts && !(thrown instanceof NonRetriableError);
    const delayMs = again
      ? retryDelayMs({
          backoff,
          custom: this.#host.definitions.get(this.type)?.customBackoff ?? null,
          failures,
          error,
          chance: this.#host.random(),
          warn: (message) => this.#host.reporter.log(this, "warn", message),
        })
      : null;
    return { ...this.#ack("f", detail), failures, retryDelayMs: delayMs };
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

  /** How long after its time the job was claimed. An attempt that follows a failed one has no such time. */
  #lateMs(): number {
    if (this.#claim.failures > 0) return 0;
    return this.claimedMs - (this.envelope.dueMs || ulidTimeMs(this.localId));
  }

  #expired(): Ack {
    const error = new Error(
      `It was to start within ${this.envelope.body.d} ms of its time, and was claimed ${this.#lateMs()} ms after it.`,
    );
    error.name = "Expired";
    delete error.stack;
    return this.#ack("f", this.#note("expired", error));
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
      delivery: this.delivery,
      failures: this.#claim.failures,
      losses: this.#claim.losses,
      claimedMs: this.claimedMs,
      header: this.envelope.header,
      detail,
      retryDelayMs: null,
    };
  }
}

import type { Redis } from "ioredis";
import type { AnyJobDefinition } from "../jobs/define-job.ts";
import { ulidTimeMs } from "../jobs/ulid.ts";
import type { Logger } from "../logger.ts";
import { type Ack, MOST_JOBS_A_CALL, Queue, type TurnAnswer } from "../queue/queue.ts";
import { RunTally, recordRuns } from "../queue/stats.ts";
import type { RedisClock } from "../redis/clock.ts";
import { Attempt, type AttemptHost } from "./attempt.ts";
import type { InterruptionKind } from "./interruption.ts";
import type { Middleware } from "../jobs/middleware.ts";
import { Reporter } from "./reporter.ts";
import type { Slots } from "./slots.ts";

/** Between two sendings of the same turn. */
const RESEND_MS = 250;

export interface LaneOptions {
  redis: Redis;
  prefix: string;
  queue: string;
  worker: string;
  leaseMs: number;
  graceMs: number;
  definitions: ReadonlyMap<string, AnyJobDefinition>;
  slots: Slots;
  middleware: Middleware | null;
  clock: RedisClock;
  logger: Logger;
  /** A slot came free: other lanes may want it. */
  onFree: () => void;
  /** Entries that were just claimed. */
  onClaim: (tag: string, entries: string[]) => void;
}

/**
 * One queue as one executor serves it: a loop of *turns*, each acking what has ended and claiming what there is room
 * for, one under way at a time. Jobs claimed beyond the free slots wait in `#held`.
 */
export class Lane {
  readonly queue: Queue;
  readonly #options: LaneOptions;
  readonly #host: AttemptHost;
  readonly #tally = new RunTally();
  readonly #running = new Map<string, Attempt>();
  #held: Attempt[] = [];
  #acks: Ack[] = [];
  #sequence = 0;
  /** There may be something to claim. False after a turn that emptied the queue, until a wake-up or the next second. */
  #hungry = true;
  #starting = false;
  #wakeUps = 0;
  #turning: Promise<void> | null = null;
  #stopping = false;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.queue = new Queue(options.redis, options.prefix, options.queue);
    this.#host = {
      middleware: options.middleware,
      worker: options.worker,
      queue: options.queue,
      definitions: options.definitions,
      reporter: new Reporter(this.queue, options.logger, () => options.clock.now()),
      now: () => options.clock.now(),
      random: Math.random,
      graceMs: options.graceMs,
    };
  }

  get running(): ReadonlyMap<string, Attempt> {
    return this.#running;
  }

  /** Entries whose leases must be kept: running or held. */
  entries(): string[] {
    return [...this.#running.keys(), ...this.#held.map(({ entry }) => entry)];
  }

  /** Something may be ready: a push from Redis, or the second has passed. */
  wake(): void {
    this.#hungry = true;
    this.#wakeUps++;
    this.pump();
  }

  /** Uses what slots there are, then sees to it that a turn is under way when there is reason for one. */
  pump(): void {
    this.#startHeld();
    if (this.#turning) return;
    if (this.#acks.length === 0 && !this.#wantsMore()) return;
    this.#turning = this.#turns().finally(() => {
      this.#turning = null;
      if (this.#acks.length > 0 || this.#wantsMore()) this.pump();
    });
  }

  interrupt(entry: string, kind: InterruptionKind): void {
    this.#running.get(entry)?.interrupt(kind);
    if (kind !== "shutdown") this.#dropHeld(entry, kind);
  }

  /** Claims no more and hands back what was not started. */
  stopClaiming(): void {
    this.#stopping = true;
    this.#releaseHeld();
    this.pump();
  }

  /** Gives up: acks that Redis has not taken by now are left to the reaper. */
  close(): void {
    this.#closed = true;
  }

  /** Waits until nothing runs and every ack is written. */
  async idle(): Promise<void> {
    while (this.#running.size > 0 || this.#acks.length > 0 || this.#turning) {
      await (this.#turning ?? new Promise((resolve) => setTimeout(resolve, 5)));
      this.pump();
    }
  }

  /** Writes down how many runs ended and how long jobs waited since the last time. */
  async flushStats(): Promise<void> {
    await recordRuns(
      this.#options.redis,
      this.queue.tag,
      this.#options.clock.now(),
      this.#tally.take(),
    );
  }

  #wantsMore(): boolean {
    return !this.#stopping && this.#hungry && this.#want() > 0;
  }

  #want(): number {
    const { slots } = this.#options;
    return Math.min(MOST_JOBS_A_CALL, slots.free + slots.prefetch - this.#held.length);
  }

  async #turns(): Promise<void> {
    while (this.#acks.length > 0 || this.#wantsMore()) {
      await this.#turn(this.#acks.splice(0, MOST_JOBS_A_CALL));
    }
  }

  async #turn(acks: Ack[]): Promise<void> {
    const { slots, clock, logger } = this.#options;
    const want = this.#stopping ? 0 : Math.max(this.#want(), 0);
    const wakeUps = this.#wakeUps;
    const begunMs = performance.now();
    const { nowMs, lost, claims } = await this.#untilAnswered(want, acks);
    slots.observeRoundTrip(performance.now() - begunMs);
    clock.observe(nowMs);
    for (const entry of lost)
      logger.warn({ queue: this.queue.name, entry }, "an ack came too late: the lease was lost");
    // A wake-up can overtake the answer of a turn that ran before it: then there is still something to claim.
    if (want > 0 && wakeUps === this.#wakeUps) this.#hungry = claims.length >= want;
    if (claims.length === 0) return;
    for (const claim of claims) this.#held.push(new Attempt(claim, nowMs, this.#host));
    this.#options.onClaim(
      this.queue.tag,
      claims.map(({ entry }) => entry),
    );
    if (this.#stopping) this.#releaseHeld();
    // With more than can start at once, the next turn is sent first and these run while it is under way.
    else if (this.#held.length > slots.free) setImmediate(() => this.pump());
    else this.#startHeld();
  }

  /**
   * Sends a turn until it is answered. When it fails nothing is known of what reached Redis, so the very same one is
   * sent again: by its sequence Redis tells a repetition, and answers what it answered before.
   */
  async #untilAnswered(want: number, acks: Ack[]): Promise<TurnAnswer> {
    const { worker, leaseMs, logger } = this.#options;
    const sequence = ++this.#sequence;
    for (;;) {
      try {
        return await this.queue.turn({ executor: worker, sequence, want, leaseMs, acks });
      } catch (error) {
        if (this.#closed) return { nowMs: this.#options.clock.now(), lost: [], claims: [] };
        logger.error({ err: error, queue: this.queue.name }, "a turn failed; sending it again");
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    }
  }

  #releaseHeld(): void {
    this.#acks.push(...this.#held.map((attempt) => attempt.release()));
    this.#held = [];
  }

  /** A handler that is no promise ends within its start, and asks for the next one: the loop out here gives it. */
  #startHeld(): void {
    if (this.#starting) return;
    this.#starting = true;
    while (this.#options.slots.free > 0 && this.#held.length > 0) this.#start(this.#held.shift()!);
    this.#starting = false;
  }

  #start(attempt: Attempt): void {
    this.#options.slots.take();
    this.#running.set(attempt.entry, attempt);
    const dueMs = attempt.envelope.dueMs || ulidTimeMs(attempt.localId);
    if (attempt.delivery === 1) this.#tally.countWait(this.#options.clock.now() - dueMs);
    const begunMs = performance.now();
    attempt.run((ack) => {
      const { reporter } = this.#host;
      if (reporter.hasAnything(attempt))
        void reporter.flush(attempt).then(() => this.#end(attempt, ack, begunMs));
      else this.#end(attempt, ack, begunMs);
    });
  }

  #end(attempt: Attempt, ack: Ack, begunMs: number): void {
    this.#running.delete(attempt.entry);
    this.#options.slots.give(performance.now() - begunMs);
    if (ack.outcome === "s" || ack.outcome === "f")
      this.#tally.countRun(ack.outcome === "s" ? "succeeded" : "failed");
    this.#acks.push(ack);
    this.pump();
    this.#options.onFree();
  }

  #dropHeld(entry: string, kind: InterruptionKind): void {
    const at = this.#held.findIndex((attempt) => attempt.entry === entry);
    if (at === -1) return;
    const [attempt] = this.#held.splice(at, 1);
    // Its lease is gone, or its cancellation is on record and turns this ack into one.
    if (kind === "cancelled") this.#acks.push(attempt!.release());
    this.pump();
  }
}

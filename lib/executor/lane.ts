import type { Redis } from "ioredis";
import type { AnyJobDefinition } from "../jobs/define-job.ts";
import type { Logger } from "../logger.ts";
import { MOST_JOBS_A_CALL, takeCall } from "../queue/chunks.ts";
import { type Ack, Queue } from "../queue/queue.ts";
import { waitsSinceMs } from "../queue/record.ts";
import { RunTally, recordRuns } from "../queue/stats.ts";
import { ackWeight } from "../queue/turn.ts";
import type { RedisClock } from "../redis/clock.ts";
import { Attempt, type AttemptHost } from "./attempt.ts";
import type { InterruptionKind } from "./interruption.ts";
import type { Middleware } from "../jobs/middleware.ts";
import { Relatives } from "./relatives.ts";
import { Reporter } from "./reporter.ts";
import type { Slots } from "./slots.ts";
import { type Channel, TurnChannels } from "./turn-channels.ts";

/** A second turn is worth its round trip only with so many acks: fewer go along with the next one. */
const WORTH_A_SECOND = 100;
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
 * One queue as one executor serves it: *turns*, each acking what has ended and claiming what there is room for. Jobs
 * claimed beyond the free slots wait in `#held`.
 */
export class Lane {
  readonly queue: Queue;
  readonly #options: LaneOptions;
  readonly #host: AttemptHost;
  readonly #tally = new RunTally();
  readonly #running = new Map<string, Attempt>();
  #held: Attempt[] = [];
  #acks: Ack[] = [];
  readonly #channels: TurnChannels;
  /** There may be something to claim. False after a turn that emptied the queue, until a wake-up or the next second. */
  #hungry = true;
  #starting = false;
  #hasFreed = false;
  #wakeUps = 0;
  #turning = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.queue = new Queue(options.redis, options.prefix, options.queue);
    const now = () => options.clock.now();
    const { worker, leaseMs, logger } = options;
    this.#channels = new TurnChannels({ queue: this.queue, worker, leaseMs, now, logger });
    this.#host = {
      middleware: options.middleware,
      worker,
      queue: options.queue,
      definitions: options.definitions,
      reporter: new Reporter(this.queue, logger, now),
      relatives: new Relatives(options.redis, options.prefix),
      now,
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

  /** Uses what slots there are, then sees to it that turns are under way when there is reason for them. */
  pump(): void {
    this.#startHeld();
    for (const channel of this.#channels) {
      if (channel.isBusy || !this.#hasReason()) continue;
      channel.isBusy = true;
      const turning = this.#turns(channel).finally(() => {
        this.#turning.delete(turning);
        if (this.#hasReason()) this.pump();
      });
      this.#turning.add(turning);
    }
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
    this.#channels.close();
  }

  /** Waits until nothing runs and every ack is written. */
  async idle(): Promise<void> {
    while (this.#running.size > 0 || this.#acks.length > 0 || this.#turning.size > 0) {
      const [turning] = this.#turning;
      await (turning ?? new Promise((resolve) => setTimeout(resolve, 5)));
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

  /** Whether another turn is to be sent now. The first goes for anything, a further one only for much. */
  #hasReason(): boolean {
    if (this.#turning.size > 0 && this.#acks.length < WORTH_A_SECOND) return false;
    return this.#acks.length > 0 || this.#wantsMore();
  }

  #wantsMore(): boolean {
    return !this.#stopping && this.#hungry && this.#want() > 0;
  }

  #want(): number {
    const { slots } = this.#options;
    const room = slots.free + slots.prefetch - this.#held.length - this.#channels.wanted;
    return Math.min(MOST_JOBS_A_CALL, room);
  }

  async #turns(channel: Channel): Promise<void> {
    try {
      do await this.#turn(channel, takeCall(this.#acks, ackWeight));
      while (
        this.#turning.size === 1
          ? this.#acks.length > 0 || this.#wantsMore()
          : this.#acks.length >= WORTH_A_SECOND
      );
    } finally {
      channel.isBusy = false;
    }
  }

  async #turn(channel: Channel, acks: Ack[]): Promise<void> {
    const { slots, clock, logger } = this.#options;
    const want = Math.max(this.#want(), 0);
    const wakeUps = this.#wakeUps;
    const begunMs = performance.now();
    const sent = this.#channels.send(channel, this.#stopping ? null : want, acks);
    const { nowMs, lost, claims, hasMore } = await sent;
    slots.observeRoundTrip(performance.now() - begunMs);
    clock.observe(nowMs);
    for (const entry of lost)
      logger.warn({ queue: this.queue.name, entry }, "an ack came too late: the lease was lost");
    // A wake-up can overtake the answer of a turn that ran before it: then there is still something to claim.
    if (want > 0 && wakeUps === this.#wakeUps) this.#hungry = hasMore || claims.length >= want;
    if (claims.length === 0) return;
    for (const claim of claims) this.#held.push(new Attempt(claim, nowMs, this.#host));
    this.#options.onClaim(
      this.queue.tag,
      claims.map(({ entry }) => entry),
    );
    if (this.#stopping) this.#releaseHeld();
    // With more than can start at once, the next turn is sent first and these run while it is under way.
    else if (this.#held.length > slots.free) setImmediate(() => this.pump());
    else this.pump();
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
    if (!this.#hasFreed) return;
    this.#hasFreed = false;
    this.#options.onFree();
  }

  #start(attempt: Attempt): void {
    this.#options.slots.take();
    this.#running.set(attempt.entry, attempt);
    const sinceMs = waitsSinceMs(attempt.localId, attempt.envelope);
    if (attempt.delivery === 1) this.#tally.countWait(this.#options.clock.now() - sinceMs);
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
    if (ack.outcome === "s") this.#tally.countRun("succeeded");
    else if (ack.outcome === "f") this.#tally.countRun(attempt.isExpired ? "expired" : "failed");
    this.#acks.push(ack);
    // While held jobs are started one after the other, turns need no look after each.
    if (this.#starting && this.#acks.length < WORTH_A_SECOND) {
      this.#hasFreed = true;
      return;
    }
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

import { composed, type Middleware } from "../jobs/middleware.ts";
import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { systemClock } from "../clock.ts";
import type { AnyJobDefinition } from "../jobs/define-job.ts";
import { createLogger, type Logger } from "../logger.ts";
import { VERSION } from "../process/version.ts";
import { newWorkerId } from "../process/worker-id.ts";
import { beatWorker, leaveWorker, type WorkerAccount } from "../queue/presence.ts";
import { Registry } from "../queue/registry.ts";
import { RedisClock } from "../redis/clock.ts";
import { connectRedis, type RedisTls, untilReady } from "../redis/connection.ts";
import { queueTag } from "../redis/keys.ts";
import { endsWithin } from "./ends-within.ts";
import { refuseInsideHost } from "./isolation/inside.ts";
import { callable } from "./isolation/isolated.ts";
import { Pool } from "./isolation/pool.ts";
import { Lane } from "./lane.ts";
import { type LeaseAnswer, LeaseKeeper } from "./lease-keeper.ts";
import { Slots } from "./slots.ts";

/** A lost wake-up costs no more than this. */
const LOOK_EVERY_MS = 1_000;
/** What was claimed since the last look is not kept yet: a short lease must not run out until the next one. */
const LOOKS_A_LEASE = 4;
const DEFAULT_LEASE_MS = 15_000;
const DEFAULT_DRAIN_MS = 6_000;
const DEFAULT_GRACE_MS = 3_000;
/** After the drain, what runs is interrupted and has this long to let go. */
const LET_GO_MS = 500;

export interface ExecutorOptions {
  /** The URL of Redis. */
  redis: string;
  /** What a `rediss://` URL is verified by. */
  tls?: RedisTls;
  prefix?: string;
  jobs: readonly AnyJobDefinition[];
  /** `["*"]`, the default: every queue there is and every one to come. */
  queues?: readonly string[];
  concurrency?: number;
  leaseMs?: number;
  drainMs?: number;
  /** How long a handler may go on after its signal was aborted before its slot is given to others. */
  graceMs?: number;
  /** Around every run, the first outermost. */
  middleware?: readonly Middleware[];
  logger?: Logger;
}

/** Claims ready jobs and runs them. Any number of executors, on any machines, share the work. */
export class Executor {
  readonly id = newWorkerId();
  readonly #prefix: string;
  readonly #options: ExecutorOptions;
  readonly #logger: Logger;
  readonly #definitions: ReadonlyMap<string, AnyJobDefinition>;
  readonly #slots: Slots;
  readonly #pool: Pool;
  readonly #clock = new RedisClock(systemClock);
  readonly #lanes = new Map<string, Lane>();
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #registry: Registry;
  readonly #startedMs = Date.now();
  readonly #leaseMs: number;
  #leases: LeaseKeeper | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopping: Promise<void> | null = null;

  constructor(options: ExecutorOptions) {
    refuseInsideHost();
    this.#options = options;
    this.#prefix = options.prefix ?? "carillon";
    this.#leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
    this.#logger = (options.logger ?? createLogger("warn", {})).child({ executor: this.id });
    this.#slots = new Slots(options.concurrency ?? 20);
    this.#pool = new Pool({ most: this.#slots.total });
    this.#definitions = callable(options.jobs, this.#pool, options.graceMs ?? DEFAULT_GRACE_MS);
    this.#redis = connectRedis({
      url: options.redis,
      tls: options.tls,
      role: "worker",
      name: "carillon-executor",
      logger: this.#logger,
    });
    this.#subscriber = connectRedis({
      url: options.redis,
      tls: options.tls,
      role: "worker",
      name: "carillon-executor-push",
    });
    this.#registry = new Registry(this.#redis, this.#prefix);
  }

  /**
   * Resolves when the executor is known to others and claims jobs. While Redis is away, it waits.
   * @throws RedisRefusedError when waiting would not help: a certificate or a password is refused
   */
  async start(): Promise<void> {
    await untilReady(this.#redis, null).catch((error: unknown) => {
      this.#disconnect();
      throw error;
    });
    await this.#registry.publishJobTypes(this.#options.jobs.map(({ type }) => type));
    this.#subscriber.on("smessage", (channel: string, message: string) =>
      this.#onPush(channel, message),
    );
    this.#subscriber.on("message", () => void this.#look());
    await this.#subscriber.subscribe(this.#registry.newQueueChannel);
    this.#leases = new LeaseKeeper(
      {
        redisUrl: this.#options.redis,
        tls: this.#options.tls,
        prefix: this.#prefix,
        leaseMs: this.#leaseMs,
      },
      (answer) => this.#onLeases(answer),
      (error) => this.#logger.error({ err: error }, "the lease thread is in trouble"),
    );
    for (const queue of this.#fixedQueues() ?? []) await this.#registry.addQueue(queue);
    await this.#look();
    await beatWorker(this.#redis, this.#prefix, this.#account("active"));
    this.#timer = setInterval(
      () => void this.#look(),
      Math.min(LOOK_EVERY_MS, this.#leaseMs / LOOKS_A_LEASE),
    );
    this.#logger.info(
      {
        queues: [...this.#lanes.keys()],
        slots: this.#slots.total,
        jobTypes: [...this.#definitions.keys()],
      },
      "executor started",
    );
  }

  /** Drains: claims no more, waits for what runs, interrupts what takes too long and gives it back. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const drainMs = this.#options.drainMs ?? DEFAULT_DRAIN_MS;
    for (const lane of this.#lanes.values()) lane.stopClaiming();
    this.#tellLeases("draining");
    const running = this.#running().length;
    this.#logger.info({ running, drainMs }, "executor draining");
    if (!(await this.#idleWithin(drainMs))) {
      for (const lane of this.#lanes.values())
        for (const entry of lane.running.keys()) lane.interrupt(entry, "shutdown");
      if (!(await this.#idleWithin(LET_GO_MS)) && !(await this.#idleOnceKilled()))
        this.#logger.warn(
          { jobs: this.#running().map(({ jobId }) => jobId) },
          "jobs did not let go; their leases will run out",
        );
    }
    await this.#pool.stop();
    if (this.#timer) clearInterval(this.#timer);
    await Promise.allSettled([...this.#lanes.values()].map((lane) => lane.flushStats()));
    for (const lane of this.#lanes.values()) lane.close();
    await this.#leases?.stop();
    await leaveWorker(this.#redis, this.#prefix, this.id).catch((error: unknown) =>
      this.#logger.warn({ err: error }, "could not say good-bye"),
    );
    this.#disconnect();
    this.#logger.info("executor stopped");
  }

  #disconnect(): void {
    this.#subscriber.disconnect();
    this.#redis.disconnect();
  }

  #idleWithin(ms: number): Promise<boolean> {
    return endsWithin(Promise.all([...this.#lanes.values()].map((lane) => lane.idle())), ms);
  }

  /** What runs in threads and child processes can be made to let go. */
  async #idleOnceKilled(): Promise<boolean> {
    const killed = await this.#pool.stop();
    return this.#idleWithin(killed > 0 ? LET_GO_MS : 0);
  }

  /** Each second: new queues, a look at every queue in case a push was lost, statistics, what the lease thread must know. */
  async #look(): Promise<void> {
    try {
      const queues = this.#fixedQueues() ?? (await this.#registry.queues());
      for (const queue of queues)
        if (!this.#lanes.has(queue) && !this.#stopping) await this.#openLane(queue);
      for (const lane of this.#lanes.values()) {
        lane.wake();
        await lane.flushStats();
      }
      this.#tellLeases(this.#stopping ? "draining" : "active");
    } catch (error) {
      this.#logger.warn({ err: error }, "could not look for queues; trying again");
    }
  }

  #fixedQueues(): readonly string[] | null {
    const { queues } = this.#options;
    return queues === undefined || queues[0] === "*" ? null : queues;
  }

  async #openLane(queue: string): Promise<void> {
    const lane = new Lane({
      redis: this.#redis,
      prefix: this.#prefix,
      queue,
      worker: this.id,
      leaseMs: this.#leaseMs,
      graceMs: this.#options.graceMs ?? DEFAULT_GRACE_MS,
      definitions: this.#definitions,
      slots: this.#slots,
      clock: this.#clock,
      logger: this.#logger,
      onFree: () => {
        if (this.#lanes.size > 1) for (const other of this.#lanes.values()) other.pump();
      },
      middleware: composed(this.#options.middleware ?? []),
      onClaim: (tag, entries) => {
        if (this.#leases?.claimed(tag, entries) === false)
          this.#tellLeases(this.#stopping ? "draining" : "active");
      },
    });
    this.#lanes.set(queue, lane);
    await this.#subscriber.ssubscribe(`${lane.queue.tag}:to:${this.id}`);
  }

  #onPush(channel: string, message: string): void {
    const lane = this.#laneOf(channel.slice(0, channel.indexOf("}") + 1));
    if (message === "wake") lane?.wake();
    else if (message.startsWith("cancel "))
      lane?.interrupt(message.slice("cancel ".length), "cancelled");
  }

  #onLeases({ tag, lost, cancelled }: LeaseAnswer): void {
    const lane = this.#laneOf(tag);
    for (const entry of lost) lane?.interrupt(entry, "lease-lost");
    for (const entry of cancelled) lane?.interrupt(entry, "cancelled");
  }

  #laneOf(tag: string): Lane | undefined {
    for (const [queue, lane] of this.#lanes) if (queueTag(this.#prefix, queue) === tag) return lane;
    return undefined;
  }

  #tellLeases(state: WorkerAccount["state"]): void {
    const held = Object.fromEntries(
      [...this.#lanes.values()].map((lane) => [lane.queue.tag, lane.entries().join(" ")]),
    );
    this.#leases?.snapshot(held, this.#account(state));
  }

  #running(): WorkerAccount["running"] {
    return [...this.#lanes.values()].flatMap((lane) =>
      [...lane.running.values()].map(({ jobId, type, claimedMs }) => ({
        jobId,
        type,
        startedMs: claimedMs,
      })),
    );
  }

  #account(state: WorkerAccount["state"]): WorkerAccount {
    return {
      id: this.id,
      kind: "executor",
      host: hostname(),
      pid: process.pid,
      version: VERSION,
      node: process.version,
      startedMs: this.#startedMs,
      state,
      queues: [...this.#lanes.keys()],
      slots: this.#slots.total,
      running: this.#running().slice(0, 200),
      jobTypes: [...this.#definitions.keys()],
      rssBytes: process.memoryUsage.rss(),
      beatEveryMs: Math.floor(this.#leaseMs / 4),
    };
  }
}

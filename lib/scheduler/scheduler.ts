import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { steadyClock } from "../clock.ts";
import { Redaction } from "../jobs/redaction.ts";
import { createLogger, type Logger } from "../logger.ts";
import { VERSION } from "../process/version.ts";
import { newWorkerId } from "../process/worker-id.ts";
import { beatWorker, leaveWorker, type WorkerAccount } from "../queue/presence.ts";
import { Registry } from "../queue/registry.ts";
import type { Retention } from "../queue/queue.ts";
import { RedisClock } from "../redis/clock.ts";
import { connectRedis, type RedisTls, untilReady } from "../redis/connection.ts";
import type { AlertWatch } from "../alerts/alert-watch.ts";
import { type AlertingOptions, openAlerting } from "./alerting.ts";
import { Declarations } from "./declarations.ts";
import { Operator } from "./operator.ts";
import { Store } from "./store.ts";
import { Valve } from "./valve.ts";
import { Watch } from "./watch.ts";

const BEAT_EVERY_MS = 1_000;
const DEFAULT_MAX_LOSSES = 3;
const DAY_MS = 86_400_000;

export type RetentionByState = Record<"succeeded" | "failed" | "cancelled", Retention>;

/** What is kept of finished jobs, a queue. */
export const DEFAULT_RETENTION: RetentionByState = {
  succeeded: { keep: 100_000, keepMs: 7 * DAY_MS },
  failed: { keep: 100_000, keepMs: 30 * DAY_MS },
  cancelled: { keep: 20_000, keepMs: 7 * DAY_MS },
};

export interface SchedulerOptions {
  /** The URL of Redis. */
  redis: string;
  /** What a `rediss://` URL is verified by. */
  tls?: RedisTls;
  prefix?: string;
  /** How often a job may lose its executor before it is failed as one that kills executors. */
  maxLosses?: number;
  retention?: RetentionByState;
  /** The version of the rules of time zones that this process goes by; its own when left out. */
  tzVersion?: string;
  logger?: Logger;
  /** As the HTTP server has it: an operation that was asked for there looks for no text in what is hidden there. By names and schemas when left out. */
  redaction?: Redaction;
  /** How alert webhooks are told; only at public addresses when left out. */
  alerts?: AlertingOptions;
}

/**
 * Moves due jobs to ready, fires schedules, takes back what dead executors held, forgets what is old, works on operations, tells of alerts.
 * Any number may run: every step is one script that does its work once, whoever comes first.
 */
export class Scheduler {
  readonly id = newWorkerId();
  readonly #prefix: string;
  readonly #options: SchedulerOptions;
  readonly #logger: Logger;
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #operatorRedis: Redis;
  readonly #operator: Operator;
  readonly #alerting: AlertWatch;
  readonly #registry: Registry;
  readonly #declarations: Declarations;
  readonly #valve: Valve;
  readonly #clock = new RedisClock(steadyClock);
  readonly #startedMs = Date.now();
  readonly #watches = new Map<string, Watch>();
  #timer: NodeJS.Timeout | null = null;
  #stopping: Promise<void> | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#prefix = options.prefix ?? "carillon";
    this.#logger = (options.logger ?? createLogger("warn", {})).child({ scheduler: this.id });
    this.#redis = connectRedis({
      url: options.redis,
      tls: options.tls,
      role: "worker",
      name: "carillon-scheduler",
      logger: this.#logger,
    });
    this.#subscriber = connectRedis({
      url: options.redis,
      tls: options.tls,
      role: "worker",
      name: "carillon-scheduler-push",
    });
    this.#operatorRedis = connectRedis({
      url: options.redis,
      tls: options.tls,
      role: "worker",
      name: "carillon-operator",
    });
    const redaction = options.redaction ?? new Redaction();
    this.#operator = new Operator({
      redis: this.#operatorRedis,
      prefix: this.#prefix,
      scheduler: this.id,
      logger: this.#logger,
      redaction,
    });
    this.#alerting = openAlerting({
      url: options.redis,
      tls: options.tls,
      prefix: this.#prefix,
      redaction,
      logger: this.#logger,
      ...options.alerts,
    });
    this.#registry = new Registry(this.#redis, this.#prefix);
    const store = new Store(this.#redis, this.#prefix);
    this.#valve = new Valve(store.room, this.#logger);
    this.#declarations = new Declarations(store, this.#logger);
  }

  /**
   * Resolves when the scheduler is known to others and watches every queue. While Redis is away, it waits.
   * @throws RedisRefusedError when waiting would not help: a certificate or a password is refused
   */
  async start(): Promise<void> {
    await untilReady(this.#redis, null).catch(async (error: unknown) => {
      await this.#alerting.stop();
      this.#disconnect();
      throw error;
    });
    this.#subscriber.on("smessage", (channel: string, dueMs: string) =>
      this.#onSooner(channel, Number(dueMs)),
    );
    this.#subscriber.on("message", (channel: string) => {
      if (channel === this.#operator.startedChannel) this.#operator.wake();
      else void this.#beat();
    });
    await this.#subscriber.subscribe(
      this.#registry.newQueueChannel,
      this.#registry.catalogChannel,
      this.#operator.startedChannel,
    );
    await this.#beat();
    this.#operator.start();
    this.#alerting.start();
    this.#timer = setInterval(() => void this.#beat(), BEAT_EVERY_MS);
    this.#logger.info({ queues: [...this.#watches.keys()] }, "scheduler started");
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await Promise.all([
      this.#operator.stop(),
      this.#alerting.stop(),
      ...[...this.#watches.values()].map((watch) => watch.stop()),
    ]);
    await leaveWorker(this.#redis, this.#prefix, this.id).catch((error: unknown) =>
      this.#logger.warn({ err: error }, "could not say good-bye"),
    );
    this.#disconnect();
    this.#logger.info("scheduler stopped");
  }

  #disconnect(): void {
    this.#subscriber.disconnect();
    this.#operatorRedis.disconnect();
    this.#redis.disconnect();
  }

  /** Each second: a sign of life, queues that are new, and schedules that job files declare. */
  async #beat(): Promise<void> {
    try {
      await beatWorker(this.#redis, this.#prefix, this.#account());
      for (const queue of await this.#registry.queues())
        if (!this.#watches.has(queue) && !this.#stopping) await this.#watch(queue);
      if (!this.#stopping && !(await this.#valve.isShut())) await this.#declarations.follow();
    } catch (error) {
      this.#logger.warn({ err: error }, "no sign of life could be given; trying again");
    }
  }

  async #watch(queue: string): Promise<void> {
    const watch = new Watch({
      redis: this.#redis,
      prefix: this.#prefix,
      queue,
      clock: this.#clock,
      maxLosses: this.#options.maxLosses ?? DEFAULT_MAX_LOSSES,
      retention: this.#options.retention ?? DEFAULT_RETENTION,
      tzVersion: this.#options.tzVersion ?? process.versions.tz ?? "",
      valve: this.#valve,
      logger: this.#logger,
    });
    this.#watches.set(queue, watch);
    await this.#subscriber.ssubscribe(watch.soonerChannel);
    watch.start();
  }

  #onSooner(channel: string, dueMs: number): void {
    for (const watch of this.#watches.values())
      if (watch.soonerChannel === channel) watch.sooner(dueMs);
  }

  #account(): WorkerAccount {
    return {
      id: this.id,
      kind: "scheduler",
      host: hostname(),
      pid: process.pid,
      version: VERSION,
      node: process.version,
      startedMs: this.#startedMs,
      state: this.#stopping ? "draining" : "active",
      queues: [...this.#watches.keys()],
      slots: null,
      running: [],
      jobTypes: [],
      rssBytes: process.memoryUsage.rss(),
      beatEveryMs: BEAT_EVERY_MS,
    };
  }
}

import type { Redis } from "ioredis";
import type { Logger } from "../logger.ts";
import { Outbox } from "../queue/outbox.ts";
import { Queue } from "../queue/queue.ts";
import { ScheduleReads } from "../queue/schedule-reads.ts";
import { Schedules } from "../queue/schedules.ts";
import type { RedisClock } from "../redis/clock.ts";
import type { RetentionByState } from "./scheduler.ts";
import { promoteDue } from "./promote-due.ts";
import { Firing } from "./schedules/fire.ts";
import { replanZoned } from "./schedules/replan.ts";

/** No timer is longer: a lost push costs no more, and a stepped clock is noticed. */
const LONGEST_SLEEP_MS = 1_000;
const TIDY_EVERY_MS = 1_000;
const MOST_REAPED = 100;
const MOST_TRIMMED = 250;
/** How many calls of trim one tidying makes at most: the rest waits for the next second. */
const MOST_TRIMS = 40;
const AFTER_ERROR_MS = 250;

export interface WatchOptions {
  redis: Redis;
  prefix: string;
  queue: string;
  clock: RedisClock;
  maxLosses: number;
  retention: RetentionByState;
  tzVersion: string;
  logger: Logger;
}

/** One queue as one scheduler watches it: sleeps until the next due time, woken by nearer work; never polls faster. */
export class Watch {
  readonly soonerChannel: string;
  readonly #options: WatchOptions;
  readonly #queue: Queue;
  readonly #schedules: Schedules;
  readonly #scheduleReads: ScheduleReads;
  readonly #firing: Firing;
  #isReplanned = false;
  readonly #outbox: Outbox;
  #wakeAtMs = 0;
  #wake: (() => void) | null = null;
  #tidiedAtMs = 0;
  #stopped = false;
  #running: Promise<void> | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#queue = new Queue(options.redis, options.prefix, options.queue);
    const { redis, prefix, queue, logger } = options;
    this.#schedules = new Schedules(redis, prefix, queue);
    this.#scheduleReads = new ScheduleReads(redis, prefix, queue);
    this.#firing = new Firing(this.#schedules, this.#scheduleReads, logger);
    this.#outbox = new Outbox(options.redis, options.prefix, options.queue);
    this.soonerChannel = `${this.#queue.tag}:due-sooner`;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
  }

  /** Work was written that is due at `dueMs`, before anything known so far. */
  sooner(dueMs: number): void {
    this.#heardMs = Math.min(this.#heardMs, dueMs);
    if (dueMs < this.#wakeAtMs) this.#wake?.();
  }

  /** The earliest time pushed since the tick began: a push can overtake the tick's own reading. */
  #heardMs = Infinity;

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#heardMs = Infinity;
        await this.#replanOnce();
        const nextMs = await this.#tick();
        await this.#sleepUntil(Math.min(nextMs ?? Infinity, this.#heardMs));
      } catch (error) {
        if (this.#stopped) return;
        this.#options.logger.warn(
          { err: error, queue: this.#options.queue },
          "a tick failed; trying again",
        );
        await new Promise((resolve) => setTimeout(resolve, AFTER_ERROR_MS));
      }
    }
  }

  /** The rules of zones change with the process, so once in its life is enough. */
  async #replanOnce(): Promise<void> {
    if (this.#isReplanned) return;
    const { tzVersion, logger, queue } = this.#options;
    const replanned = await replanZoned(this.#schedules, this.#scheduleReads, tzVersion);
    if (replanned > 0)
      logger.info({ queue, schedules: replanned, tzVersion }, "planned anew by newer time zones");
    this.#isReplanned = true;
  }

  async #tick(): Promise<number | null> {
    const [{ nowMs, nextDueMs, news }, nextFireMs] = await Promise.all([
      promoteDue(this.#queue),
      this.#firing.fireDue(),
    ]);
    this.#options.clock.observe(nowMs);
    if (news > 0) await this.#outbox.deliver();
    if (nowMs - this.#tidiedAtMs >= TIDY_EVERY_MS) {
      this.#tidiedAtMs = nowMs;
      await this.#tidy();
    }
    return nextDueMs === null ? nextFireMs : Math.min(nextDueMs, nextFireMs ?? Infinity);
  }

  async #tidy(): Promise<void> {
    const { maxLosses, retention, logger } = this.#options;
    for (;;) {
      const { reaped } = await this.#queue.reap(maxLosses);
      if (reaped > 0)
        logger.warn(
          { queue: this.#options.queue, jobs: reaped },
          "took back jobs of executors that fell silent",
        );
      if (reaped < MOST_REAPED) break;
    }
    for (const state of ["succeeded", "failed", "cancelled"] as const) {
      for (let trims = 0; trims < MOST_TRIMS; trims++) {
        if ((await this.#queue.trim(state, retention[state])) < MOST_TRIMMED) break;
      }
    }
  }

  #sleepUntil(dueMs: number): Promise<void> {
    const nowMs = this.#options.clock.now();
    const sleepMs = Math.min(Math.max(dueMs - nowMs, 0), LONGEST_SLEEP_MS);
    this.#wakeAtMs = nowMs + sleepMs;
    if (sleepMs === 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, sleepMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

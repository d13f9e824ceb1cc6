import type { Redis } from "ioredis";
import { Outbox } from "../queue/outbox.ts";
import { type Promoted, Queue } from "../queue/queue.ts";
import { ScheduleReads } from "../queue/schedule-reads.ts";
import { Schedules } from "../queue/schedules.ts";
import type { RedisClock } from "../redis/clock.ts";
import { redisFullOf } from "../redis/full.ts";
import { Chore } from "./chore.ts";
import { promoteDue } from "./promote-due.ts";
import { Firing } from "./schedules/fire.ts";
import { replanZoned } from "./schedules/replan.ts";
import type { Valve } from "./valve.ts";
import { tidy, type TidyOptions } from "./tidy.ts";

/** No timer is longer: a lost push costs no more, and a stepped clock is noticed. */
const LONGEST_SLEEP_MS = 1_000;
const TIDY_EVERY_MS = 1_000;
const AFTER_ERROR_MS = 250;

export interface WatchOptions extends TidyOptions {
  redis: Redis;
  prefix: string;
  queue: string;
  clock: RedisClock;
  tzVersion: string;
  /** While it is shut, nothing fires. */
  valve: Valve;
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
  /** What is due must not wait for these. */
  readonly #delivering: Chore;
  readonly #tidying: Chore;
  /** The earliest time pushed since the tick began: a push can overtake the tick's own reading. */
  #heardMs = Infinity;
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
    this.#firing = new Firing(this.#schedules, logger);
    const outbox = new Outbox(redis, prefix, queue);
    this.#delivering = new Chore(() => outbox.deliver(), this.#warn("news could not be delivered"));
    this.#tidying = new Chore(
      () => tidy(this.#queue, options),
      this.#warn("what is old or lost could not be looked after"),
    );
    this.soonerChannel = `${this.#queue.tag}:due-sooner`;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
    await this.#firing.idle().catch(this.#warn("a fire failed"));
    await Promise.all([this.#delivering.idle(), this.#tidying.idle()]);
  }

  /** Work was written that is due at `dueMs`, before anything known so far. */
  sooner(dueMs: number): void {
    this.#heardMs = Math.min(this.#heardMs, dueMs);
    if (dueMs < this.#wakeAtMs) this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#heardMs = Infinity;
        const nextMs = await this.#tick();
        await this.#sleepUntil(Math.min(nextMs ?? Infinity, this.#heardMs));
      } catch (error) {
        if (this.#stopped) return;
        this.#warn("a tick failed")(error);
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
      this.#promote(),
      this.#fire(),
    ]);
    if (news > 0) this.#delivering.start();
    if (nowMs - this.#tidiedAtMs >= TIDY_EVERY_MS) {
      this.#tidiedAtMs = nowMs;
      this.#tidying.start();
    }
    return nextDueMs === null ? nextFireMs : Math.min(nextDueMs, nextFireMs ?? Infinity);
  }

  /** While Redis is full what is due stays due: when there is room it is decided, late, by its rule for missed times. */
  async #fire(): Promise<number | null> {
    const { valve } = this.#options;
    if (await valve.isShut()) return null;
    try {
      await this.#replanOnce();
      return await this.#firing.fireDue();
    } catch (error) {
      if (redisFullOf(error) === null) throw error;
      valve.refused();
      return null;
    }
  }

  async #promote(): Promise<Promoted> {
    const promoted = await promoteDue(this.#queue);
    this.#options.clock.observe(promoted.nowMs);
    return promoted;
  }

  #warn(what: string) {
    const { logger, queue } = this.#options;
    return (error: unknown) => {
      if (!this.#stopped) logger.warn({ err: error, queue }, `${what}; trying again`);
    };
  }

  #sleepUntil(dueMs: number): Promise<void> {
    const nowMs = this.#options.clock.exactNow();
    const sleepMs = Math.min(Math.max(dueMs - nowMs, 0), LONGEST_SLEEP_MS);
    this.#wakeAtMs = nowMs + sleepMs;
    if (sleepMs === 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      // A timer drops fractions, and would look too early.
      const timer = setTimeout(resolve, Math.ceil(sleepMs));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

import type { Redis } from "ioredis";
import { systemClock } from "../clock.ts";
import { JobPages } from "../queue/pages.ts";
import { Queue } from "../queue/queue.ts";
import { QueueReads } from "../queue/reads.ts";
import { Registry } from "../queue/registry.ts";
import { Schedules } from "../queue/schedules.ts";
import { UlidFactory } from "../jobs/ulid.ts";
import type { JobState } from "../jobs/states.ts";
import { RedisClock } from "../redis/clock.ts";
import { untilReady } from "../redis/connection.ts";

/** What the verbs share: one connection, and the parts of the engine by queue name. */
export class Store {
  readonly redis: Redis;
  readonly prefix: string;
  readonly registry: Registry;
  readonly clock = new RedisClock(systemClock);
  readonly #ulids = new UlidFactory();
  readonly #queues = new Map<string, Queue>();
  #clockSet: Promise<void> | null = null;
  #waiting: Promise<void> | null = null;

  constructor(redis: Redis, prefix: string) {
    this.redis = redis;
    this.prefix = prefix;
    this.registry = new Registry(redis, prefix);
  }

  /** Waits for the connection and, once, for Redis' time. @throws CarillonError unavailable */
  async ready(): Promise<void> {
    // One wait for all calls that come meanwhile: a listener each would be a warning in the user's program.
    if (this.redis.status !== "ready")
      await (this.#waiting ??= untilReady(this.redis).finally(() => {
        this.#waiting = null;
      }));
    this.#clockSet ??= this.readClock().catch((error: unknown) => {
      this.#clockSet = null;
      throw error;
    });
    await this.#clockSet;
  }

  /** Asks Redis for the time: ids and previews are made by it. */
  async readClock(): Promise<void> {
    const [seconds, microseconds] = await this.redis.time();
    this.clock.observe(Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000));
  }

  newLocalId(nowMs = this.clock.now()): string {
    return this.#ulids.next(nowMs);
  }

  queue(name: string): Queue {
    let queue = this.#queues.get(name);
    if (!queue) {
      queue = new Queue(this.redis, this.prefix, name);
      this.#queues.set(name, queue);
    }
    return queue;
  }

  reads(queue: string): QueueReads {
    return new QueueReads(this.redis, this.prefix, queue);
  }

  schedules(queue: string): Schedules {
    return new Schedules(this.redis, this.prefix, queue);
  }

  pages(queues: string[], state: JobState | undefined): JobPages {
    return new JobPages(this.redis, this.prefix, queues, state);
  }
}

import type { Redis } from "ioredis";
import { systemClock } from "../clock.ts";
import { Families } from "../queue/families.ts";
import { JobPages } from "../queue/pages.ts";
import type { TimeRange } from "../queue/place.ts";
import { Queue } from "../queue/queue.ts";
import { QueueReads } from "../queue/reads.ts";
import { Registry } from "../queue/registry.ts";
import { ScheduleReads } from "../queue/schedule-reads.ts";
import { Schedules } from "../queue/schedules.ts";
import { UlidFactory } from "../jobs/ulid.ts";
import type { JobState } from "../jobs/states.ts";
import { RedisClock, timeOfRedis } from "../redis/clock.ts";
import type { Redaction } from "../jobs/redaction.ts";
import { Redactor } from "./redactor.ts";
import { Room } from "./room.ts";
import { untilReady } from "../redis/connection.ts";

/** What the verbs share: one connection, and the parts of the engine by queue name. */
export class Store {
  readonly redis: Redis;
  readonly prefix: string;
  readonly registry: Registry;
  readonly redactor: Redactor;
  readonly room: Room;
  readonly clock = new RedisClock(systemClock);
  readonly #ulids = new UlidFactory();
  readonly #queues = new Map<string, Queue>();
  #becomingReady: Promise<void> | null = null;
  #isClockSet = false;

  /** @param redaction what those who read through it must not see; null for all that there is */
  constructor(redis: Redis, prefix: string, redaction: Redaction | null = null) {
    this.redis = redis;
    this.prefix = prefix;
    this.registry = new Registry(redis, prefix);
    this.redactor = new Redactor(this.registry, redaction);
    this.room = new Room(redis, this.registry.tag, () => this.clock.now());
  }

  /** It can be used at once. */
  get isReady(): boolean {
    return this.#isClockSet && this.redis.status === "ready";
  }

  /** Waits for the connection and, once, for Redis' time. All who ask meanwhile wait together. @throws RedisUnavailableError */
  ready(): Promise<void> {
    this.#becomingReady ??= this.#becomeReady().finally(() => {
      this.#becomingReady = null;
    });
    return this.#becomingReady;
  }

  async #becomeReady(): Promise<void> {
    await untilReady(this.redis);
    if (!this.#isClockSet) await this.readClock();
    this.#isClockSet = true;
  }

  /** Asks Redis for the time: ids and previews are made by it. */
  async readClock(): Promise<void> {
    this.clock.observe(await timeOfRedis(this.redis));
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

  families(queue: string): Families {
    return new Families(this.redis, this.prefix, queue);
  }

  reads(queue: string): QueueReads {
    return new QueueReads(this.redis, this.prefix, queue);
  }

  schedules(queue: string): Schedules {
    return new Schedules(this.redis, this.prefix, queue);
  }

  scheduleReads(queue: string): ScheduleReads {
    return new ScheduleReads(this.redis, this.prefix, queue);
  }

  pages(queues: string[], state: JobState | undefined, range?: TimeRange): JobPages {
    return new JobPages(this.redis, this.prefix, queues, state, range);
  }
}

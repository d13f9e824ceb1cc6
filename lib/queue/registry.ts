import type { Redis } from "ioredis";
import { JobType } from "../jobs/catalog.ts";
import { refuseWhenFull } from "../redis/full.ts";
import { registryTag } from "../redis/keys.ts";
import { runScript } from "../redis/script.ts";
import type { WorkerAccount } from "./presence.ts";
import { scripts } from "./scripts.generated.ts";

/** What belongs to no single queue: which queues, workers, job types and schedules there are. */
export class Registry {
  readonly tag: string;
  readonly #redis: Redis;
  readonly #knownQueues = new Set<string>();

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.tag = registryTag(prefix);
  }

  /** Whether this process has made the queue known. */
  knows(name: string): boolean {
    return this.#knownQueues.has(name);
  }

  /** Makes a queue known, once a process. */
  async addQueue(name: string): Promise<void> {
    if (this.#knownQueues.has(name)) return;
    await runScript(this.#redis, scripts.registerQueue, this.tag, [name]);
    this.#knownQueues.add(name);
  }

  async queues(): Promise<string[]> {
    return (await this.#redis.smembers(`${this.tag}:queues`)).toSorted();
  }

  /** The channel on which new queues are named. */
  get newQueueChannel(): string {
    return `${this.tag}:new-queue`;
  }

  async workers(): Promise<{ account: WorkerAccount; beatMs: number }[]> {
    const beats = await this.#redis.zrange(`${this.tag}:workers`, 0, "-1", "WITHSCORES");
    if (beats.length === 0) return [];
    const ids = beats.filter((_, index) => index % 2 === 0);
    const accounts = await this.#redis.hmget(`${this.tag}:accounts`, ...ids);
    return accounts.flatMap((text, index) =>
      text
        ? [{ account: JSON.parse(text) as WorkerAccount, beatMs: Number(beats[index * 2 + 1]) }]
        : [],
    );
  }

  async publishJobTypes(types: JobType[]): Promise<void> {
    if (types.length === 0) return;
    const entries = types.flatMap((type) => [type.name, JSON.stringify(type)]);
    await runScript(this.#redis, scripts.publishTypes, this.tag, entries);
  }

  /** The channel that tells of a publication. */
  get catalogChannel(): string {
    return `${this.tag}:new-catalog`;
  }

  /** Another one after each publication. */
  async catalogVersion(): Promise<string> {
    return (await this.#redis.get(`${this.tag}:catalog-version`)) ?? "0";
  }

  /** What was made of the schedules that job files declare: schedule id → the job type, and a digest of the declaration. */
  async declared(): Promise<Map<string, { job: string; digest: string }>> {
    const known = await this.#redis.hgetall(`${this.tag}:declared`);
    return new Map(
      Object.entries(known).map(([id, text]) => {
        const [job = "", digest = ""] = text.split(" ");
        return [id, { job, digest }];
      }),
    );
  }

  async noteDeclared(id: string, job: string, digest: string): Promise<void> {
    await this.#redis.hset(`${this.tag}:declared`, id, `${job} ${digest}`);
  }

  async forgetDeclared(id: string): Promise<void> {
    await this.#redis.hdel(`${this.tag}:declared`, id);
  }

  async jobTypes(): Promise<JobType[]> {
    const catalog = await this.#redis.hgetall(`${this.tag}:catalog`);
    return Object.values(catalog)
      .map((text) => JobType.parse(JSON.parse(text)))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async jobType(name: string): Promise<JobType | null> {
    const text = await this.#redis.hget(`${this.tag}:catalog`, name);
    return text ? JobType.parse(JSON.parse(text)) : null;
  }

  /** Binds a schedule's id to a queue. Answers the queue it is bound to, which is another when the id was taken. */
  async bindSchedule(id: string, queue: string): Promise<string> {
    // Looked up first: one that is there can be saved when Redis is full, too.
    const key = `${this.tag}:schedules`;
    const known = await this.#redis.hget(key, id);
    if (known !== null) return known;
    const bound = await this.#redis.hsetnx(key, id, queue).catch(refuseWhenFull);
    return bound === 1 ? queue : ((await this.#redis.hget(key, id)) ?? queue);
  }

  async rebindSchedule(id: string, queue: string): Promise<void> {
    await this.#redis.hset(`${this.tag}:schedules`, id, queue).catch(refuseWhenFull);
  }

  async queueOfSchedule(id: string): Promise<string | null> {
    return this.#redis.hget(`${this.tag}:schedules`, id);
  }
}

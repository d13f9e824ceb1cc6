import type { Redis } from "ioredis";
import { jobIdOf, parseJobId } from "../jobs/names.ts";
import { queueTag } from "../redis/keys.ts";
import { Families, type News, type ParentEnd } from "./families.ts";

const MOST_ENTRIES = 200;
const MOST_NEWS_A_CALL = 200;
const FOLLOWERS_A_READ = 200;

interface Entry {
  place: string;
  kind: "job" | "batch";
  /** A local id of this queue, or the id of a batch. */
  subject: string;
  end: ParentEnd;
}

/**
 * Carries the ends of one queue's jobs to those in any queue that wait for them. Queues live on slots of their own, so no
 * script can do both; the outbox is written with the end, and read until it is delivered. Any number may deliver at once:
 * a follower knows its parents by id, and a batch how far it has read this outbox.
 */
export class Outbox {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #queue: string;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string, queue: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#queue = queue;
    this.#tag = queueTag(prefix, queue);
  }

  /** Delivers all there is. */
  async deliver(): Promise<void> {
    for (;;) {
      const entries = await this.#read();
      if (entries.length === 0) return;
      await this.#deliver(entries);
    }
  }

  async #read(): Promise<Entry[]> {
    const found = await this.#redis.xrange(`${this.#tag}:outbox`, "-", "+", "COUNT", MOST_ENTRIES);
    return found.map(([place, [kind, news = ""]]) => {
      const [subject = "", end] = news.split(" ");
      return { place, kind: kind as Entry["kind"], subject, end: end as ParentEnd };
    });
  }

  async #deliver(entries: Entry[]): Promise<void> {
    const byQueue = new Map<string, News[]>();
    for (const entry of entries) {
      for await (const [queue, news] of this.#newsOf(entry)) {
        const waiting = byQueue.get(queue) ?? [];
        byQueue.set(queue, waiting);
        waiting.push(news);
        if (waiting.length === MOST_NEWS_A_CALL) await this.#send(queue, waiting.splice(0));
      }
    }
    for (const [queue, news] of byQueue) if (news.length > 0) await this.#send(queue, news);
    // Those of a parent that failed stay: it may be retried, and some wait for that.
    const forGood = entries.filter(
      ({ kind, end }) => kind === "job" && (end === "s" || end === "g"),
    );
    await new Families(this.#redis, this.#prefix, this.#queue).unfollow(
      forGood.map(({ subject }) => subject),
      entries.map(({ place }) => place),
    );
  }

  async #send(queue: string, news: News[]): Promise<void> {
    await new Families(this.#redis, this.#prefix, queue).settle(this.#queue, news);
  }

  async *#newsOf({ place, kind, subject, end }: Entry): AsyncGenerator<[string, News]> {
    if (kind === "batch") {
      const batch = parseJobId(subject)!;
      yield [batch.queue, { kind, localId: batch.localId, parentId: "", end, place }];
      return;
    }
    const parentId = jobIdOf({ queue: this.#queue, localId: subject });
    for await (const follower of this.#followers(subject)) {
      const { queue, localId } = parseJobId(follower)!;
      yield [queue, { kind, localId, parentId, end, place }];
    }
  }

  async *#followers(parent: string): AsyncGenerator<string> {
    const key = `${this.#tag}:followers:${parent}`;
    let cursor = "0";
    do {
      const [next, members] = await this.#redis.sscan(key, cursor, "COUNT", FOLLOWERS_A_READ);
      yield* members;
      cursor = next;
    } while (cursor !== "0");
  }
}

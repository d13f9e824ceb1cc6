import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { answersOf } from "../redis/answers.ts";
import { registryTag } from "../redis/keys.ts";
import { setAnyway } from "../redis/set-anyway.ts";
import { hashSecret, newSecret } from "./secrets.ts";

const MOST_FEEDS = 100;

export interface NewFeed {
  name: string;
  queue: string | null;
  schedule: string | null;
  timeZone: string;
  by: string;
}

export interface Feed extends NewFeed {
  id: string;
  createdMs: number;
}

export interface UsedFeed extends Feed {
  /** Null when it was never read. */
  usedMs: number | null;
}

/**
 * Secret addresses of calendars, by the hash of their token: `R:feeds`. When one was last read stands beside it, in
 * `R:feed-used:<id>`, so that no reading brings back a feed that was revoked meanwhile.
 */
export class CalendarFeeds {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  /** Answers the token with it: it is told once, to who has asked. `full` when there are a hundred. */
  async create(feed: NewFeed, nowMs: number): Promise<{ feed: Feed; token: string } | "full"> {
    const made: Feed = { id: randomUUID(), ...feed, createdMs: nowMs };
    const token = newSecret();
    const field = hashSecret(token);
    const [, , count] = await answersOf(
      this.#redis
        .multi()
        .set(this.#usedKey(made.id), "")
        .hset(this.#key, field, JSON.stringify(made))
        .hlen(this.#key),
    );
    if (Number(count) <= MOST_FEEDS) return { feed: made, token };
    await this.#remove(field, made.id);
    return "full";
  }

  /** The feed of a token, which thereby was read; null for one that is revoked or never was. */
  async read(token: string, nowMs: number): Promise<Feed | null> {
    const text = await this.#redis.hget(this.#key, hashSecret(token));
    if (text === null) return null;
    const feed = JSON.parse(text) as Feed;
    await setAnyway(this.#redis, this.#usedKey(feed.id), nowMs, "XX");
    return feed;
  }

  /** The newest first. */
  async list(): Promise<UsedFeed[]> {
    const feeds = (await this.#redis.hvals(this.#key)).map((text) => JSON.parse(text) as Feed);
    if (feeds.length === 0) return [];
    const used = await this.#redis.mget(feeds.map(({ id }) => this.#usedKey(id)));
    return feeds
      .map((feed, index) => ({ ...feed, usedMs: used[index] ? Number(used[index]) : null }))
      .toSorted((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? -1 : 1));
  }

  /** Null for one that is not there. */
  async revoke(id: string): Promise<Feed | null> {
    const fields = Object.entries(await this.#redis.hgetall(this.#key));
    for (const [field, text] of fields) {
      const feed = JSON.parse(text) as Feed;
      if (feed.id !== id) continue;
      await this.#remove(field, id);
      return feed;
    }
    return null;
  }

  async #remove(field: string, id: string): Promise<void> {
    await this.#redis.multi().hdel(this.#key, field).del(this.#usedKey(id)).exec();
  }

  get #key(): string {
    return `${this.#tag}:feeds`;
  }

  #usedKey(id: string): string {
    return `${this.#tag}:feed-used:${id}`;
  }
}

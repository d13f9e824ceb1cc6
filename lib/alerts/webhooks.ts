import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { MOST_ALERT_WEBHOOKS } from "../api/alerts.ts";
import { answersOf } from "../redis/answers.ts";
import { registryTag } from "../redis/keys.ts";
import { swap } from "../redis/swap.ts";
import { newWebhookSecret } from "./signature.ts";
import { wants } from "./changes.ts";
import { claimed, freshStanding, mayBeTold, Standing } from "./standing.ts";

/** Two who change one at once are one too many already. */
const MOST_TRIES = 10;

const Stored = z.object({
  name: z.string(),
  url: z.string(),
  secret: z.string(),
  /** Any names: a kind that is no more must not make it unreadable. Null for all. */
  kinds: z.array(z.string()).nullable(),
  isEnabled: z.boolean(),
  createdMs: z.number(),
  createdBy: z.string(),
  /** Counts all that has happened to it. */
  revision: z.number(),
  standing: Standing,
});
type Stored = z.infer<typeof Stored>;

export type AlertWebhook = Stored & { id: string };
export type NewAlertWebhook = Pick<Stored, "name" | "url" | "kinds" | "createdBy">;
export type AlertWebhookChange = Partial<Pick<Stored, "name" | "url" | "kinds" | "isEnabled">>;

/**
 * Addresses that are told of alerts, with how far each has been told: `R:alert-webhooks`, a hash, id → JSON. What an operator does and
 * what came of a delivery change the same text, so that neither can bring back what the other has ended.
 */
export class AlertWebhooks {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:alert-webhooks`;
  }

  /** `full` when there are twenty. */
  async register(webhook: NewAlertWebhook, nowMs: number): Promise<AlertWebhook | "full"> {
    const id = randomBytes(8).toString("hex");
    const stored: Stored = {
      ...webhook,
      secret: newWebhookSecret(),
      isEnabled: true,
      createdMs: nowMs,
      revision: 1,
      standing: freshStanding(nowMs),
    };
    const [, count] = await answersOf(
      this.#redis.multi().hset(this.#key, id, JSON.stringify(stored)).hlen(this.#key),
    );
    if (Number(count) <= MOST_ALERT_WEBHOOKS) return { id, ...stored };
    await this.#redis.hdel(this.#key, id);
    return "full";
  }

  /** The newest first. */
  async list(): Promise<AlertWebhook[]> {
    const all = Object.entries(await this.#redis.hgetall(this.#key));
    return all
      .map(([id, text]) => ({ id, ...storedIn(text) }))
      .toSorted((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? -1 : 1));
  }

  async find(id: string): Promise<AlertWebhook | null> {
    const text = await this.#redis.hget(this.#key, id);
    return text === null ? null : { id, ...storedIn(text) };
  }

  /** Turned off or on, or at another address, it begins afresh. Null for one that is not there. */
  async change(
    id: string,
    change: AlertWebhookChange,
    nowMs: number,
  ): Promise<AlertWebhook | null> {
    return this.#swap(id, (stored) => {
      const after = { ...stored, ...change };
      if (after.isEnabled !== stored.isEnabled || after.url !== stored.url)
        return { ...after, standing: freshStanding(nowMs) };
      const isNewToFailures = wants(after, "job-failed") && !wants(stored, "job-failed");
      return isNewToFailures
        ? { ...after, standing: { ...stored.standing, failedSinceMs: nowMs } }
        : after;
    });
  }

  /** Null for one that is not there. */
  async remove(id: string): Promise<AlertWebhook | null> {
    const webhook = await this.find(id);
    const removed = await this.#redis.hdel(this.#key, id);
    return removed === 1 ? webhook : null;
  }

  /** For who has seen it in this state and wants to tell it something; null when another was quicker, or it is not to be told now. */
  async claim({ id, revision }: AlertWebhook, nowMs: number): Promise<AlertWebhook | null> {
    return this.#swap(id, (stored) => {
      const isFree = stored.isEnabled && mayBeTold(stored.standing, nowMs);
      if (!isFree || stored.revision !== revision) return null;
      return { ...stored, standing: claimed(stored.standing, revision + 1, nowMs) };
    });
  }

  /** Ends a claim. What an operator has ended meanwhile stays so: then it is null. */
  async settle(
    { id, standing: { claim } }: AlertWebhook,
    after: (standing: Standing) => Standing,
  ): Promise<AlertWebhook | null> {
    return this.#swap(id, (stored) =>
      stored.standing.claim?.revision === claim?.revision
        ? { ...stored, standing: after(stored.standing) }
        : null,
    );
  }

  /** For who has seen it in this state: there is nothing left to try to tell it. */
  async rest({ id, revision }: AlertWebhook): Promise<void> {
    await this.#swap(id, (stored) =>
      stored.revision === revision
        ? { ...stored, standing: { ...stored.standing, nextTryMs: null } }
        : null,
    );
  }

  async #swap(id: string, next: (stored: Stored) => Stored | null): Promise<AlertWebhook | null> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.#redis.hget(this.#key, id);
      const wanted = before === null ? null : next(storedIn(before));
      if (before === null || wanted === null) return null;
      const after = { ...wanted, revision: wanted.revision + 1 };
      const text = JSON.stringify(after);
      const outcome = await swap(this.#redis, { key: this.#key, field: id, before, after: text });
      if (outcome === "done") return { id, ...after };
    }
    throw new Error(`The alert webhook ${id} changes faster than it can be changed.`);
  }
}

const storedIn = (text: string) => Stored.parse(JSON.parse(text));

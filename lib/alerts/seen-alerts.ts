import type { Redis } from "ioredis";
import { z } from "zod";
import { registryTag } from "../redis/keys.ts";
import { swap } from "../redis/swap.ts";
import type { Alert } from "./alert.ts";
import { keyOf } from "./alert.ts";

const FIELD = "seen";
const Seen = z.record(z.string(), z.number());

/** Since when what needs a person has done so, as looks have found it: `R:alerts`, whose field `seen` is JSON, key → ms. */
export class SeenAlerts {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:alerts`;
  }

  /** Null for one that no look has found yet. */
  async sinceOf(alerts: Alert[]): Promise<(number | null)[]> {
    const seen = seenIn(await this.#read());
    return alerts.map((alert) => seen[keyOf(alert)] ?? null);
  }

  /** Takes note of what a look has found; null when another look was quicker. */
  async note<A extends Alert>(
    alerts: A[],
    nowMs: number,
  ): Promise<(A & { sinceMs: number })[] | null> {
    const before = await this.#read();
    const seen = seenIn(before);
    const found = alerts.map((alert) => ({ ...alert, sinceMs: seen[keyOf(alert)] ?? nowMs }));
    const after = JSON.stringify(
      Object.fromEntries(found.map((alert) => [keyOf(alert), alert.sinceMs])),
    );
    if (after === before) return found;
    const outcome = await swap(this.#redis, { key: this.#key, field: FIELD, before, after });
    return outcome === "done" ? found : null;
  }

  async #read(): Promise<string> {
    return (await this.#redis.hget(this.#key, FIELD)) ?? "";
  }
}

const seenIn = (text: string) => (text === "" ? {} : Seen.parse(JSON.parse(text)));

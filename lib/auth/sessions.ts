import type { Redis } from "ioredis";
import { registryTag } from "../redis/keys.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** A session ends when it was not used for so long. */
const IDLE_MS = 30 * 60_000;
/** And, however it is used, so long after signing in. */
const ABSOLUTE_MS = 12 * 3_600_000;

export const SESSION_COOKIE = "carillon_session";
/** Browsers take a `__Host-` cookie only over TLS and from this very host. */
export const SECURE_SESSION_COOKIE = "__Host-carillon_session";

export interface Session {
  actor: string;
  startedMs: number;
}

/** Browser sessions in Redis, by the hash of their id. */
export class Sessions {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  /** Answers the id: it is told once, to the browser. */
  async start(actor: string, nowMs: number): Promise<string> {
    const id = newSecret();
    const session: Session = { actor, startedMs: nowMs };
    await this.#redis.set(this.#key(id), JSON.stringify(session), "PX", IDLE_MS);
    return id;
  }

  /** The session of an id, which thereby stays alive; null when it is over or never was. */
  async find(id: string, nowMs: number): Promise<Session | null> {
    const text = await this.#redis.get(this.#key(id));
    if (text === null) return null;
    const session = JSON.parse(text) as Session;
    const leftMs = session.startedMs + ABSOLUTE_MS - nowMs;
    if (leftMs <= 0) {
      await this.end(id);
      return null;
    }
    await this.#redis.pexpire(this.#key(id), Math.min(IDLE_MS, leftMs));
    return session;
  }

  async end(id: string): Promise<void> {
    await this.#redis.del(this.#key(id));
  }

  /** Marks a one-time secret as used. Answers false when it was used before, by whomever. */
  async useOnce(secret: string): Promise<boolean> {
    const first = await this.#redis.set(
      `${this.#tag}:used:${hashSecret(secret)}`,
      "1",
      "PX",
      30 * 86_400_000,
      "NX",
    );
    return first === "OK";
  }

  #key(id: string): string {
    return `${this.#tag}:session:${hashSecret(id)}`;
  }
}

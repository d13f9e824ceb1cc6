import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { QueueGrants, Role } from "../api/permissions.ts";
import { registryTag } from "../redis/keys.ts";
import { swap } from "../redis/swap.ts";
import { hashSecret, newSecret, secretsMatch } from "./secrets.ts";
import type { Subject } from "./subject.ts";

/** The time of use is written so often at most: a busy token must not cost a write a request. */
const NOTE_USE_EVERY_MS = 60_000;
/** One that is over stays in sight for so long, for those who wonder why their program was refused. */
const KEPT_AFTER_END_MS = 30 * 86_400_000;

const Stored = z.object({
  name: z.string(),
  subject: z.string().transform((text) => text as Subject),
  /** The subject, as others call them. */
  owner: z.string(),
  role: Role,
  queues: QueueGrants,
  /** Any names: a permission that is no more must not make a token unreadable. */
  scopes: z.array(z.string()).nullable(),
  hash: z.string(),
  createdMs: z.number(),
  expiresMs: z.number(),
  usedMs: z.number().nullable(),
});
type Stored = z.infer<typeof Stored>;

export type ApiToken = Omit<Stored, "hash"> & { id: string };
export type NewToken = Omit<ApiToken, "id" | "createdMs" | "usedMs">;

/** Tokens for programs, in Redis by their id; of the secret only a hash is kept. A token reads `car_<id>_<secret>`. */
export class Tokens {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:tokens`;
  }

  /** Answers the token and, this once, its secret. */
  async make(token: NewToken, nowMs: number): Promise<{ token: ApiToken; secret: string }> {
    const id = randomBytes(8).toString("hex");
    const secret = newSecret();
    const stored: Stored = { ...token, createdMs: nowMs, usedMs: null, hash: hashSecret(secret) };
    await this.#redis.hset(this.#key, id, JSON.stringify(stored));
    return { token: tokenOf(id, stored), secret: `car_${id}_${secret}` };
  }

  /** The newest first. Those that were over long ago are forgotten here. */
  async list(nowMs: number): Promise<ApiToken[]> {
    const all = Object.entries(await this.#redis.hgetall(this.#key));
    const tokens = all.map(([id, text]) => tokenOf(id, storedIn(text)));
    const isKept = ({ expiresMs }: ApiToken) => expiresMs + KEPT_AFTER_END_MS > nowMs;
    const old = tokens.filter((token) => !isKept(token)).map(({ id }) => id);
    if (old.length > 0) await this.#redis.hdel(this.#key, ...old);
    return tokens.filter(isKept).toSorted((a, b) => b.createdMs - a.createdMs);
  }

  async find(id: string): Promise<ApiToken | null> {
    const text = await this.#redis.hget(this.#key, id);
    return text === null ? null : tokenOf(id, storedIn(text));
  }

  async revoke(id: string): Promise<boolean> {
    return (await this.#redis.hdel(this.#key, id)) === 1;
  }

  /** Revokes all that somebody made. Answers how many. */
  async revokeAll(subject: Subject, nowMs: number): Promise<number> {
    const ids = (await this.list(nowMs)).filter((token) => token.subject === subject);
    return ids.length === 0 ? 0 : this.#redis.hdel(this.#key, ...ids.map(({ id }) => id));
  }

  /** The token a bearer shows; null when it is none, is over or was revoked. */
  async verify(bearer: string, nowMs: number): Promise<ApiToken | null> {
    const [, id, secret] = /^car_([0-9a-f]{16})_([\w-]{43})$/.exec(bearer) ?? [];
    if (id === undefined || secret === undefined) return null;
    const text = await this.#redis.hget(this.#key, id);
    if (text === null) return null;
    const stored = storedIn(text);
    if (stored.expiresMs <= nowMs || !secretsMatch(hashSecret(secret), stored.hash)) return null;
    if (stored.usedMs === null || nowMs - stored.usedMs > NOTE_USE_EVERY_MS)
      await this.#noteUse(id, text, { ...stored, usedMs: nowMs });
    return tokenOf(id, stored);
  }

  /** Only while it is as it was read: one that is revoked meanwhile must not come back. */
  async #noteUse(id: string, before: string, after: Stored): Promise<void> {
    await swap(this.#redis, { key: this.#key, field: id, before, after: JSON.stringify(after) });
  }
}

const storedIn = (text: string) => Stored.parse(JSON.parse(text));

function tokenOf(id: string, stored: Stored): ApiToken {
  const { hash: _hash, ...rest } = stored;
  return { id, ...rest };
}

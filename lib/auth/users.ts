import type { Redis } from "ioredis";
import { z } from "zod";
import { QueueGrants, Role } from "../api/permissions.ts";
import { refuseWhenFull } from "../redis/full.ts";
import { registryTag } from "../redis/keys.ts";
import { swap } from "../redis/swap.ts";
import { hsetAnyway } from "./anyway.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { swapAdmin } from "./swap-admin.ts";

/** Two people who change one account at once are one too many already. */
const MOST_TRIES = 10;

const Stored = z.object({
  role: Role,
  queues: QueueGrants,
  /** Null for one who signs in elsewhere. */
  hash: z.string().nullable(),
  createdMs: z.number(),
  createdBy: z.string(),
  isDisabled: z.boolean(),
});
type Stored = z.infer<typeof Stored>;

export interface User extends Omit<Stored, "hash"> {
  name: string;
  hasPassword: boolean;
  signedInMs: number | null;
}

export interface NewUser extends Pick<Stored, "role" | "queues"> {
  name: string;
  /** Null for one who signs in elsewhere. */
  password: string | null;
}

export type UserChange = Partial<Pick<Stored, "role" | "queues" | "isDisabled">> & {
  password?: string;
};

/** Of a change: done, or why not. */
export type Changed<T> = T | "none" | "last-admin";

const isAdmin = (stored: Stored | null) => stored?.role === "admin" && !stored.isDisabled;

/** The people who may sign in, in Redis by their name. */
export class Users {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #signedInKey: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:users`;
    this.#signedInKey = `${registryTag(prefix)}:signed-in`;
  }

  async find(name: string): Promise<User | null> {
    const [text, signedIn] = await Promise.all([
      this.#redis.hget(this.#key, name),
      this.#redis.hget(this.#signedInKey, name),
    ]);
    return text === null ? null : userOf(name, storedIn(text), signedIn);
  }

  async list(): Promise<User[]> {
    const [all, signedIn] = await Promise.all([
      this.#redis.hgetall(this.#key),
      this.#redis.hgetall(this.#signedInKey),
    ]);
    return Object.entries(all)
      .map(([name, text]) => userOf(name, storedIn(text), signedIn[name] ?? null))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async count(): Promise<number> {
    return this.#redis.hlen(this.#key);
  }

  /** Answers null when the name is taken. */
  async add(
    { name, role, queues, password }: NewUser,
    by: string,
    nowMs: number,
  ): Promise<User | null> {
    const hash = password === null ? null : await hashPassword(password);
    const stored = { role, queues, hash, createdMs: nowMs, createdBy: by, isDisabled: false };
    const text = JSON.stringify(stored);
    const added = await this.#redis.hsetnx(this.#key, name, text).catch(refuseWhenFull);
    return added === 1 ? userOf(name, stored, null) : null;
  }

  /** `keepsAdmin` refuses what would leave no account that is an enabled admin. */
  async change(
    name: string,
    { password, ...change }: UserChange,
    keepsAdmin = false,
  ): Promise<Changed<User>> {
    const hash = password === undefined ? {} : { hash: await hashPassword(password) };
    const changed = await this.#swap(name, keepsAdmin, (stored) => ({
      ...stored,
      ...change,
      ...hash,
    }));
    return changed === "done" ? ((await this.find(name)) ?? "none") : changed;
  }

  async remove(name: string, keepsAdmin = false): Promise<Changed<"done">> {
    const removed = await this.#swap(name, keepsAdmin, () => null);
    if (removed === "done") await this.#redis.hdel(this.#signedInKey, name);
    return removed;
  }

  /** The user, when the password is theirs and they may sign in. Takes as long for a name that nobody has. */
  async verify(name: string, password: string): Promise<User | null> {
    const text = await this.#redis.hget(this.#key, name);
    const stored = text === null ? null : storedIn(text);
    const isRight = await verifyPassword(password, stored?.hash ?? null);
    return stored && isRight && !stored.isDisabled ? userOf(name, stored, null) : null;
  }

  async noteSignIn(name: string, nowMs: number): Promise<void> {
    await hsetAnyway(this.#redis, this.#signedInKey, name, nowMs);
  }

  async #swap(
    name: string,
    keepsAdmin: boolean,
    next: (stored: Stored) => Stored | null,
  ): Promise<Changed<"done">> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.#redis.hget(this.#key, name);
      if (before === null) return "none";
      const after = next(storedIn(before));
      const losesAdmin = isAdmin(storedIn(before)) && !isAdmin(after);
      const put = keepsAdmin && losesAdmin ? swapAdmin : swap;
      const outcome = await put(this.#redis, {
        key: this.#key,
        field: name,
        before,
        after: after === null ? "" : JSON.stringify(after),
      });
      if (outcome !== "stale") return outcome;
    }
    throw new Error(`The account ${name} changes faster than it can be changed.`);
  }
}

const storedIn = (text: string) => Stored.parse(JSON.parse(text));

function userOf(name: string, { hash, ...rest }: Stored, signedIn: string | null): User {
  return {
    name,
    ...rest,
    hasPassword: hash !== null,
    signedInMs: signedIn === null ? null : Number(signedIn),
  };
}

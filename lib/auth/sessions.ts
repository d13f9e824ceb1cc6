import type { Redis } from "ioredis";
import { z } from "zod";
import { registryTag } from "../redis/keys.ts";
import { runScript, scriptOf } from "../redis/script.ts";
import { hincrbyAnyway } from "./anyway.ts";
import { setAnyway } from "../redis/set-anyway.ts";
import { hashSecret, newSecret } from "./secrets.ts";
import { SignedInBy, type Subject, subjectOf } from "./subject.ts";

/** A session ends when it was not used for so long. */
const IDLE_MS = 30 * 60_000;
/** And, however it is used, so long after signing in. */
const ABSOLUTE_MS = 12 * 3_600_000;
/** Requests that are under way when a session gets another id still carry the old one. */
const RENEWING_MS = 10_000;
/** A one-time secret is longer than any start of the product it was made for. */
const USED_FOR_MS = 30 * 86_400_000;

const Stored = z.object({
  actor: z.string(),
  by: SignedInBy,
  startedMs: z.number(),
  /** Of its subject when it began: it ends with it. */
  epoch: z.number(),
});

export type Session = Omit<z.infer<typeof Stored>, "epoch"> & { subject: Subject; endsMs: number };

/** Ends all sessions of a subject and begins two in their place, in one step: no request may fall between. */
const RENEW = scriptOf(`#!lua flags=allow-oom
local subject, idleMs = ARGV[1], ARGV[2]
local epoch = redis.call('HINCRBY', KEYS[1], subject, 1)
for i = 3, #ARGV, 2 do
  redis.call('SET', ARGV[i], '{"epoch":' .. epoch .. ',' .. ARGV[i + 1], 'PX', idleMs)
end
`);

/** Browser sessions in Redis, by the hash of their id. */
export class Sessions {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  /**
   * How often all sessions of somebody were ended. To be read before a password is looked at: of two that happen at once, a
   * sign-in by the old password must not outlive the change to a new one.
   */
  async epochOf(subject: Subject): Promise<number> {
    return Number((await this.#redis.hget(this.#epochs, subject)) ?? 0);
  }

  /** Answers the id, a new one at each sign-in: it is told once, to the browser. */
  async start(actor: string, by: SignedInBy, epoch: number, nowMs: number): Promise<string> {
    const id = newSecret();
    const stored: z.infer<typeof Stored> = { actor, by, startedMs: nowMs, epoch };
    await setAnyway(this.#redis, this.#key(id), JSON.stringify(stored), "PX", IDLE_MS);
    return id;
  }

  /** The session of an id, which thereby stays alive when it is used; null when it is over or never was. */
  async find(id: string, nowMs: number, isUse = true): Promise<Session | null> {
    const key = this.#key(id);
    const text = isUse ? await this.#redis.getex(key, "PX", IDLE_MS) : await this.#redis.get(key);
    if (text === null) return null;
    const { epoch, ...stored } = Stored.parse(JSON.parse(text));
    const subject = subjectOf(stored.by);
    const endsMs = stored.startedMs + ABSOLUTE_MS;
    if (endsMs > nowMs && epoch === (await this.epochOf(subject)))
      return { ...stored, subject, endsMs };
    await this.end(id);
    return null;
  }

  /**
   * Ends every session of an account but the one of this browser, which goes on under a new id. Its old id is taken for ten seconds
   * more.
   */
  async renew(oldId: string, name: string, nowMs: number): Promise<string> {
    const id = newSecret();
    const rest = (startedMs: number) =>
      JSON.stringify({ actor: name, by: { kind: "user", name }, startedMs }).slice(1);
    await runScript(this.#redis, RENEW, this.#epochs, [
      subjectOf({ kind: "user", name }),
      IDLE_MS,
      this.#key(id),
      rest(nowMs),
      this.#key(oldId),
      rest(nowMs + RENEWING_MS - ABSOLUTE_MS),
    ]);
    return id;
  }

  async end(id: string): Promise<void> {
    await this.#redis.del(this.#key(id));
  }

  /** Ends every session of somebody, and those that are being begun. */
  async endAll(subject: Subject): Promise<void> {
    await hincrbyAnyway(this.#redis, this.#epochs, subject, 1);
  }

  /** Marks a one-time secret as used. Answers false when it was used before, by whomever. */
  async useOnce(secret: string): Promise<boolean> {
    const key = `${this.#tag}:used:${hashSecret(secret)}`;
    return (await setAnyway(this.#redis, key, "1", "PX", USED_FOR_MS, "NX")) === "OK";
  }

  get #epochs(): string {
    return `${this.#tag}:session-epochs`;
  }

  #key(id: string): string {
    return `${this.#tag}:session:${hashSecret(id)}`;
  }
}

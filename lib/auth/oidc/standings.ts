import type { Redis } from "ioredis";
import { z } from "zod";
import { QueueGrants, Role } from "../../api/permissions.ts";
import { registryTag } from "../../redis/keys.ts";
import { hsetAnyway } from "../anyway.ts";
import type { Subject } from "../subject.ts";

const Standing = z.object({ role: Role, queues: QueueGrants });
export type Standing = z.infer<typeof Standing>;

/** What people from elsewhere might do when they signed in last, in Redis by subject: their API tokens may do no more. */
export class OidcStandings {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:oidc-standings`;
  }

  /** Null for those whom their provider gives no role any more. */
  async note(subject: Subject, standing: Standing | null): Promise<void> {
    if (standing === null) await this.#redis.hdel(this.#key, subject);
    else await hsetAnyway(this.#redis, this.#key, subject, JSON.stringify(standing));
  }

  async find(subject: Subject): Promise<Standing | null> {
    const text = await this.#redis.hget(this.#key, subject);
    return text === null ? null : Standing.parse(JSON.parse(text));
  }
}

import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { registryTag } from "../../redis/keys.ts";
import { setAnyway } from "../../redis/set-anyway.ts";
import { hashSecret, newSecret, secretsMatch } from "../secrets.ts";
import { OidcRefusal } from "./refusals.ts";

/** How long somebody may take at the provider. */
export const FLOW_MS = 10 * 60_000;

const Stored = z.object({
  /** The hash of what the browser keeps. */
  browser: z.string(),
  next: z.string(),
  startedMs: z.number(),
});

/** The secrets of one sign-in that has begun. */
export interface Flow {
  /** Goes to the provider and back. */
  state: string;
  /** Is kept by the browser: only this one may come back. */
  browser: string;
}

/**
 * Sign-ins that have begun at a provider, in Redis by the hash of their state. What else one needs is derived from its two secrets:
 * whoever reads Redis can complete none.
 */
export class OidcFlows {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  async begin(next: string, nowMs: number): Promise<Flow> {
    const flow = { state: newSecret(), browser: newSecret() };
    const stored = { browser: hashSecret(flow.browser), next, startedMs: nowMs };
    await setAnyway(this.#redis, this.#key(flow.state), JSON.stringify(stored), "PX", FLOW_MS);
    return flow;
  }

  /** Ends a sign-in and answers where it leads: it can be taken once. @throws OidcRefusal */
  async take(state: string, browser: string | null, nowMs: number): Promise<{ next: string }> {
    const text = await this.#redis.getdel(this.#key(state));
    if (text === null) throw new OidcRefusal("expired", "its state is not known (any more)");
    const { browser: hash, next, startedMs } = Stored.parse(JSON.parse(text));
    if (nowMs - startedMs >= FLOW_MS) throw new OidcRefusal("expired", "it has taken too long");
    if (browser === null || !secretsMatch(hashSecret(browser), hash))
      throw new OidcRefusal("other-browser", "the browser does not have its cookie");
    return { next };
  }

  #key(state: string): string {
    return `${this.#tag}:oidc:${hashSecret(state)}`;
  }
}

/** What proves to the provider that who redeems the code is who has asked for it (RFC 7636). */
export const verifierOf = (flow: Flow) => derived("verifier", flow);

/** What ties the ID token to this sign-in. */
export const nonceOf = (flow: Flow) => derived("nonce", flow);

const derived = (what: string, { state, browser }: Flow) =>
  createHash("sha256").update(`${what} ${state} ${browser}`).digest("base64url");

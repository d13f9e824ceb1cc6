import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "../logger.ts";
import type { AllowList } from "../outgoing/allow-list.ts";
import { setAnyway } from "../redis/set-anyway.ts";
import { registryTag } from "../redis/keys.ts";
import type { FailedJobs } from "./message.ts";
import { SeenAlerts } from "./seen-alerts.ts";
import { AlertTeller, type Sight } from "./teller.ts";
import { AlertWebhooks } from "./webhooks.ts";

/** So often somebody looks, whoever of all processes comes first. */
const LOOK_EVERY_MS = 10_000;
const LEAST_SLEEP_MS = 100;
/** What is being sent at the end may arrive for so long, and be written down. */
const END_WITHIN_MS = 500;

/** Where what needs a person is read. */
export interface AlertSource {
  look(): Promise<Sight>;
  failedSince(fromMs: number): Promise<FailedJobs>;
}

export interface AlertWatchOptions {
  /** A connection of its own, which ends with it. */
  redis: Redis;
  prefix: string;
  source: AlertSource;
  allowed: AllowList;
  installation: string | null;
  logger: Logger;
}

/**
 * Looks for alerts and tells webhooks of them, every ten seconds in the whole of an installation: the key `R:alert-look` is there while
 * nobody needs to. Who dies in a look leaves it to whoever comes first when the key is gone.
 */
export class AlertWatch {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #source: AlertSource;
  readonly #teller: AlertTeller;
  readonly #logger: Logger;
  readonly #end = new AbortController();
  #wake: (() => void) | null = null;
  #isStopped = false;
  #isInTrouble = false;
  #running: Promise<void> | null = null;

  constructor({ redis, prefix, source, allowed, installation, logger }: AlertWatchOptions) {
    this.#redis = redis;
    this.#key = `${registryTag(prefix)}:alert-look`;
    this.#source = source;
    this.#logger = logger;
    this.#teller = new AlertTeller({
      webhooks: new AlertWebhooks(redis, prefix),
      seen: new SeenAlerts(redis, prefix),
      failedSince: (fromMs) => source.failedSince(fromMs),
      installation,
      way: { allowed, signal: this.#end.signal },
      logger,
    });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Then nobody waits for an answer any more, be it of an address or of Redis. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    const patience = new AbortController();
    const { signal } = patience;
    const isOver = sleep(END_WITHIN_MS, undefined, { signal }).catch(() => undefined);
    await Promise.race([this.#running, isOver]);
    patience.abort();
    this.#end.abort();
    this.#redis.disconnect();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) await this.#sleep(await this.#turn());
  }

  /** Looks if it is time to. Answers in how many ms it will be. */
  async #turn(): Promise<number> {
    try {
      const redis = this.#redis;
      if ((await setAnyway(redis, this.#key, "1", "PX", LOOK_EVERY_MS, "NX")) === "OK")
        await this.#teller.tell(await this.#source.look());
      const restMs = await redis.pttl(this.#key);
      this.#isInTrouble = false;
      return Math.max(restMs, LEAST_SLEEP_MS);
    } catch (error) {
      // Once is enough: it is tried as long as the process lives.
      if (!this.#isStopped && !this.#isInTrouble)
        this.#logger.warn({ err: error }, "a look for alerts failed; trying again");
      this.#isInTrouble = true;
      return LOOK_EVERY_MS;
    }
  }

  #sleep(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

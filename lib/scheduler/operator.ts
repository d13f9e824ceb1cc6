import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Redaction } from "../jobs/redaction.ts";
import type { Logger } from "../logger.ts";
import { type ClaimedOperation, Operations } from "../queue/operations.ts";
import { stepOf } from "./operation-step.ts";
import { Store } from "./store.ts";
import { isRedisTrouble } from "./redis-trouble.ts";

/** A scheduler that dies in mid-step is waited for so long; a step takes a hundredth of it. */
const LEASE_MS = 5_000;
/** A wake-up that was lost costs no more. */
const LOOK_EVERY_MS = 1_000;

export interface OperatorOptions {
  /** A connection of its own, so that what is due does not queue behind a step. */
  redis: Redis;
  prefix: string;
  /** Whose steps these are. */
  scheduler: string;
  logger: Logger;
  /** What those are not shown who ask through a service that hides it. */
  redaction: Redaction;
}

/** Works on operations, a step at a time, whichever waits longest. Any number of schedulers share them. */
export class Operator {
  readonly startedChannel: string;
  readonly #options: OperatorOptions;
  readonly #operations: Operations;
  readonly #store: Store;
  #wake: (() => void) | null = null;
  /** Woken since the last look: a push can overtake the answer that there is nothing. */
  #isWoken = false;
  #isStopped = false;
  #running: Promise<void> | null = null;

  constructor(options: OperatorOptions) {
    this.#options = options;
    this.#operations = new Operations(options.redis, options.prefix);
    this.#store = new Store(options.redis, options.prefix, options.redaction);
    this.startedChannel = this.#operations.startedChannel;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** The step that is under way ends first: it stays counted, and another scheduler goes on at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.wake();
    await this.#running;
  }

  /** There may be something to do. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false;
      try {
        const claimed = await this.#operations.claim(this.#options.scheduler, LEASE_MS);
        if (claimed) await this.#step(claimed);
        else await this.#sleep();
      } catch (error) {
        if (this.#isStopped) return;
        this.#options.logger.warn({ err: error }, "a step of an operation failed; trying again");
        await this.#sleep();
      }
      await yieldToOthers();
    }
  }

  async #step({ operation, claim }: ClaimedOperation): Promise<void> {
    const { id, action, cursor } = operation;
    const { logger } = this.#options;
    try {
      const outcome = await stepOf(this.#store, operation);
      const state = await this.#operations.advance(id, claim, outcome);
      if (state === "lost")
        logger.warn({ operation: id }, "a step of an operation took too long and is repeated");
      if (state === "done") logger.info({ operation: id, action }, "an operation is done");
    } catch (error) {
      if (!(error instanceof Error) || isRedisTrouble(error)) throw error;
      logger.error({ err: error, operation: id }, "an operation cannot go on");
      await this.#operations.advance(id, claim, {
        counts: { looked: 0, changed: 0, skipped: 0, failed: 0 },
        cursor: cursor ?? "null",
        failures: null,
        next: "failed",
        problem: error.message,
      });
    }
  }

  #sleep(): Promise<void> {
    if (this.#isWoken || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

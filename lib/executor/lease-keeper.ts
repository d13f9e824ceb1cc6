import { Worker } from "node:worker_threads";
import type { WorkerAccount } from "../queue/registry.ts";

export interface LeaseKeeperOptions {
  redisUrl: string;
  prefix: string;
  leaseMs: number;
}

/** From the executor to its lease thread. Entries travel as one string: cheap to copy, parsed only when needed. */
export type ToLeaseThread =
  | { kind: "snapshot"; held: Record<string, string>; account: WorkerAccount }
  | { kind: "claimed"; tag: string; entries: string }
  | { kind: "stop" };

/** From the lease thread to its executor. */
export interface FromLeaseThread {
  tag: string;
  lost: string[];
  cancelled: string[];
}

/**
 * Keeps an executor's leases from a thread of its own, with a connection of its own: a handler that blocks the event
 * loop costs it no lease, and does not make it look dead.
 */
export class LeaseKeeper {
  readonly #thread: Worker;
  readonly #gone: Promise<void>;

  constructor(options: LeaseKeeperOptions, onAnswer: (answer: FromLeaseThread) => void) {
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    this.#thread = new Worker(new URL(`./lease-thread.${extension}`, import.meta.url), {
      workerData: options,
      execArgv: extension === "ts" ? ["--import", "tsx"] : [],
    });
    this.#thread.on("message", onAnswer);
    this.#gone = new Promise((resolve) => {
      this.#thread.once("exit", () => resolve());
    });
  }

  /** All that is held now; it replaces what was said before. */
  snapshot(held: Record<string, string>, account: WorkerAccount): void {
    this.#post({ kind: "snapshot", held, account });
  }

  claimed(tag: string, entries: string[]): void {
    this.#post({ kind: "claimed", tag, entries: entries.join(" ") });
  }

  async stop(): Promise<void> {
    this.#post({ kind: "stop" });
    await this.#gone;
  }

  #post(message: ToLeaseThread): void {
    this.#thread.postMessage(message);
  }
}

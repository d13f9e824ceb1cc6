import type { Worker } from "node:worker_threads";
import { ClaimBoard, type ClaimBoardMemory } from "./claim-board.ts";
import type { WorkerAccount } from "../queue/presence.ts";
import type { RedisTls } from "../redis/connection.ts";
import { entryModule, startModuleThread } from "./module-thread.ts";

export interface LeaseKeeperOptions {
  redisUrl: string;
  tls?: RedisTls;
  prefix: string;
  leaseMs: number;
}

/** What a lease thread begins with. */
export type LeaseThreadData = LeaseKeeperOptions & { board: ClaimBoardMemory };

/** From the executor to its lease thread. Entries travel as one string: cheap to copy, parsed only when needed. */
export type ToLeaseThread =
  { kind: "snapshot"; held: Record<string, string>; account: WorkerAccount } | { kind: "stop" };

/** What became of leases, among those of one queue: an entry is named only when there is something to do about it. */
export interface LeaseAnswer {
  tag: string;
  lost: string[];
  cancelled: string[];
}

/** From the lease thread to its executor. */
export type FromLeaseThread =
  ({ kind: "leases" } & LeaseAnswer) | { kind: "trouble"; reason: string };

/**
 * Keeps an executor's leases from a thread of its own, with a connection of its own: a handler that blocks the event
 * loop costs it no lease, and does not make it look dead.
 */
export class LeaseKeeper {
  readonly #options: LeaseKeeperOptions;
  readonly #onAnswer: (answer: LeaseAnswer) => void;
  readonly #onTrouble: (error: Error) => void;
  readonly #board = new ClaimBoard();
  #thread: Worker;
  #stopping = false;

  constructor(
    options: LeaseKeeperOptions,
    onAnswer: (answer: LeaseAnswer) => void,
    onTrouble: (error: Error) => void,
  ) {
    this.#options = options;
    this.#onAnswer = onAnswer;
    this.#onTrouble = onTrouble;
    this.#thread = this.#start();
  }

  /** All that is held now; it replaces what was said before. */
  snapshot(held: Record<string, string>, account: WorkerAccount): void {
    this.#post({ kind: "snapshot", held, account });
    this.#board.clear();
  }

  /** Answers false when a snapshot is due. */
  claimed(tag: string, entries: string[]): boolean {
    return this.#board.write(tag, entries);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const gone = new Promise((resolve) => this.#thread.once("exit", resolve));
    this.#post({ kind: "stop" });
    await gone;
  }

  #post(message: ToLeaseThread): void {
    this.#thread.postMessage(message);
  }

  #start(): Worker {
    const workerData: LeaseThreadData = { ...this.#options, board: this.#board.memory };
    const thread = startModuleThread(entryModule("lease-thread", import.meta.url), { workerData });
    thread.on("message", (message: FromLeaseThread) => {
      if (message.kind === "leases") this.#onAnswer(message);
      else this.#onTrouble(new Error(`Leases could not be extended: ${message.reason}`));
    });
    // Without its thread an executor would lose its leases in silence: a new one takes over at the next snapshot.
    thread.on("error", (error: Error) => {
      this.#onTrouble(error);
      if (!this.#stopping) this.#thread = this.#start();
    });
    return thread;
  }
}

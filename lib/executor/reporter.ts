import type { Queue } from "../queue/queue.ts";
import type { Logger } from "../logger.ts";
import { redisFullOf } from "../redis/full.ts";

const MOST_MESSAGE_CHARS = 8_000;
const MOST_LINES_WAITING = 1_000;

type Level = "debug" | "info" | "warn" | "error";

interface Account {
  progress: string;
  lines: string[];
  sending: Promise<void> | null;
}

/** An attempt as far as reporting cares. */
export interface Reported {
  entry: string;
  delivery: number;
}

/** Carries progress and log lines of running attempts to Redis: the first at once, what comes meanwhile together. */
export class Reporter {
  readonly #queue: Queue;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  #isFullTold = false;

  constructor(queue: Queue, logger: Logger, now: () => number) {
    this.#queue = queue;
    this.#logger = logger;
    this.#now = now;
  }

  progress(attempt: Reported, fraction: number, note?: string): void {
    const bounded = Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0));
    this.#account(attempt).progress = JSON.stringify({
      fraction: bounded,
      note: note?.slice(0, 200),
    });
    this.#send(attempt);
  }

  log(attempt: Reported, level: Level, message: unknown): void {
    const { lines } = this.#account(attempt);
    if (lines.length >= MOST_LINES_WAITING) lines.shift();
    const text = String(message).slice(0, MOST_MESSAGE_CHARS);
    lines.push(
      JSON.stringify({
        at: new Date(this.#now()).toISOString(),
        level,
        message: text,
        delivery: attempt.delivery,
      }),
    );
    this.#send(attempt);
  }

  /** Waits until all that the attempt said is written: its lease must still be held then. */
  async flush(attempt: Reported): Promise<void> {
    const account = this.#accounts.get(attempt.entry);
    if (!account) return;
    while (account.sending) await account.sending;
    this.#accounts.delete(attempt.entry);
  }

  hasAnything(attempt: Reported): boolean {
    return this.#accounts.has(attempt.entry);
  }

  #account(attempt: Reported): Account {
    let account = this.#accounts.get(attempt.entry);
    if (!account) {
      account = { progress: "", lines: [], sending: null };
      this.#accounts.set(attempt.entry, account);
    }
    return account;
  }

  #send(attempt: Reported): void {
    const account = this.#account(attempt);
    account.sending ??= this.#drain(attempt, account);
  }

  async #drain(attempt: Reported, account: Account): Promise<void> {
    try {
      while (account.progress !== "" || account.lines.length > 0) {
        const progress = account.progress;
        const lines = account.lines.splice(0, 100);
        account.progress = "";
        const held = await this.#queue.report(attempt.entry, progress, lines);
        this.#isFullTold = false;
        if (!held) account.lines = [];
      }
    } catch (error) {
      this.#warn(error, attempt);
    } finally {
      account.sending = null;
    }
  }

  /** That Redis has no room for them is said once, and not for each job. */
  #warn(error: unknown, { entry }: Reported): void {
    const isFull = redisFullOf(error) !== null;
    if (isFull && this.#isFullTold) return;
    this.#isFullTold = isFull;
    this.#logger.warn({ err: error, entry }, "log lines of a job could not be written");
  }
}

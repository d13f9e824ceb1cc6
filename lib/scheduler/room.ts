import type { Redis } from "ioredis";
import type { Clock } from "../clock.ts";
import { redisFull } from "../redis/full.ts";
import { FULL_SHARE, fullAtBytes, megabytesText, readMemory } from "../redis/memory.ts";
import { runScript, scriptOf } from "../redis/script.ts";

/** Redis is asked so often at most, and only by who has something to write. */
const ASK_EVERY_MS = 1_000;
/** What is older says too little: then a new answer is waited for. */
const TRUSTED_MS = 5_000;
/** But not for longer: without one nothing is refused. */
const PATIENCE_MS = 200;

/** Does nothing, and Redis refuses it when it is full. */
const KNOCK = scriptOf("#!lua\nreturn 1");

/** What a job costs Redis besides its body: its place, its id, its share of the tables. */
const JOB_BYTES = 200;

/** About what a job takes of Redis' memory. `body`: its JSON. */
export const bytesOfJob = (body: string): number => body.length + JOB_BYTES;

/** How far Redis is used, what was let in since included. */
interface Use {
  usedBytes: number;
  limitBytes: number;
}

/**
 * The door for new work: shut when Redis nears its maxmemory, before Redis refuses everybody. Goes by what Redis said of its memory
 * within the last second or so, and by what was let in since.
 */
export class Room {
  readonly #redis: Redis;
  readonly #tag: string;
  readonly #now: Clock;
  #heardMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  /** Undefined while Redis has not said; null when it has none. */
  #limitBytes: number | null | undefined;
  #usedBytes = 0;
  #fullAtBytes = Number.POSITIVE_INFINITY;

  /** @param tag of the registry */
  constructor(redis: Redis, tag: string, now: Clock) {
    this.#redis = redis;
    this.#tag = tag;
    this.#now = now;
  }

  /**
   * For what one script writes as a whole, and about so large. Answers at once when it can.
   * @throws CarillonError redis_full
   */
  admit(bytes: number, nowMs = this.#now()): void | Promise<void> {
    if (!this.#isHeardWithin(ASK_EVERY_MS, nowMs)) {
      const asking = this.#ask();
      if (!this.#isHeardWithin(TRUSTED_MS, nowMs) || !this.#has(bytes))
        return asking.then(() => this.#letIn(bytes));
    }
    this.#letIn(bytes);
  }

  /**
   * For what takes several steps: once let in it is written whole, since its steps are scripts that a full Redis runs, too.
   * @throws CarillonError redis_full
   */
  async admitWhole(bytes: number): Promise<void> {
    if (!this.#isHeardWithin(ASK_EVERY_MS, this.#now())) await this.#ask();
    this.#letIn(bytes);
    if (this.#limitBytes !== null) await runScript(this.#redis, KNOCK, this.#tag, []);
  }

  /** Whether nothing new is to be made, as far as is known. Asks in passing, for the next time. */
  async isShut(): Promise<boolean> {
    const nowMs = this.#now();
    if (!this.#isHeardWithin(ASK_EVERY_MS, nowMs)) {
      const asking = this.#ask();
      if (!this.#isHeardWithin(TRUSTED_MS, nowMs)) await asking;
    }
    return !this.#has(0);
  }

  /** Null without a limit, and while nothing is known. */
  use(): Use | null {
    return this.#limitBytes ? { usedBytes: this.#usedBytes, limitBytes: this.#limitBytes } : null;
  }

  /** False, too, once the clock was turned back. */
  #isHeardWithin(ms: number, nowMs: number): boolean {
    return nowMs - this.#heardMs <= ms && nowMs >= this.#heardMs;
  }

  #has(bytes: number): boolean {
    return this.#usedBytes + bytes < this.#fullAtBytes;
  }

  #letIn(bytes: number): void {
    if (!this.#has(bytes)) throw refusalOf(this.use()!, bytes);
    this.#usedBytes += bytes;
  }

  #ask(): Promise<void> {
    this.#asking ??= withinPatience(this.#hear()).then(() => {
      this.#asking = null;
      this.#heardMs = this.#now();
    });
    return this.#asking;
  }

  async #hear(): Promise<void> {
    const before = this.#usedBytes;
    const memory = await readMemory(this.#redis).catch(() => null);
    const letInSince = this.#usedBytes - before;
    this.#limitBytes = memory?.limitBytes;
    this.#fullAtBytes = fullAtBytes(memory?.limitBytes ?? null);
    this.#usedBytes = (memory?.usedBytes ?? 0) + letInSince;
  }
}

function refusalOf({ usedBytes, limitBytes }: Use, bytes: number) {
  const uses = `Redis uses ${megabytesText(usedBytes)} of its ${megabytesText(limitBytes)}`;
  const rule = `from ${FULL_SHARE * 100} % on it takes nothing new, so that what is under way can end.`;
  return redisFull(
    usedBytes >= fullAtBytes(limitBytes)
      ? `${uses}, and ${rule}`
      : `${uses}, this would take about ${megabytesText(bytes)} more, and ${rule}`,
  );
}

async function withinPatience(asked: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([asked, late]);
  clearTimeout(timer);
}

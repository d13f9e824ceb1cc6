import type { Redis } from "ioredis";
import type { JobState } from "../jobs/states.ts";
import { queueTag } from "../redis/keys.ts";

const MOST_ENTRIES = 200;
const BLOCK_MS = 1_000;
const RETRY_MS = 500;

/** What one call of a script changed, as its queue's event stream says it. */
export interface QueueEvent {
  queue: string;
  /** Of the stream: it grows within a queue. */
  id: string;
  /** In the order in which they came about. */
  changes: Change[];
  /** Something about schedules changed. */
  schedules: boolean;
}

export interface Change {
  state: JobState;
  /** The jobs moved into this state; else they were in it, and something else about them changed. */
  isMove: boolean;
  /** Empty when the change is of no job in particular. */
  localIds: string[];
}

export interface WatchOptions {
  /** A connection of its own: it blocks. Closed by the watch. */
  redis: Redis;
  prefix: string;
  queues: () => Promise<string[]>;
  /** The next events are read when it has settled. */
  listener: (event: QueueEvent) => Promise<void>;
  /** Called when Redis refused; the watch goes on. */
  onError: (error: unknown) => void;
}

export interface Watching {
  /** Resolves when nothing that happens from then on is missed. */
  begun: Promise<void>;
  stop: () => void;
}

/**
 * Follows the event streams of all queues, those still to come too. After a lost connection it goes on where it was:
 * only what has left a stream meanwhile, which keeps about 5,000 entries, is missed.
 */
export function watchEvents(options: WatchOptions): Watching {
  const { redis, queues, listener, onError } = options;
  const streams = new Streams(options);
  let isStopped = false;
  let onBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (onBegun = resolve));

  const follow = async () => {
    await streams.know(await queues());
    onBegun();
    for (const event of await streams.read()) {
      if (isStopped) return;
      await listener(event);
    }
  };
  const run = async () => {
    while (!isStopped)
      await follow().catch(async (error: unknown) => {
        if (isStopped) return;
        onError(error);
        await pause(RETRY_MS);
      });
  };
  void run();
  return {
    begun,
    stop: () => {
      isStopped = true;
      onBegun();
      redis.disconnect();
    },
  };
}

/** Where the watch is in each queue's stream. */
class Streams {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #lastIds = new Map<string, string>();
  #isFirst = true;

  constructor({ redis, prefix }: Pick<WatchOptions, "redis" | "prefix">) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** A queue that appears later is read from its beginning, so that its first events are not missed. */
  async know(queues: string[]): Promise<void> {
    const fresh = queues.filter((queue) => !this.#lastIds.has(queue));
    for (const queue of fresh)
      this.#lastIds.set(queue, this.#isFirst ? await this.#newestId(queue) : "0-0");
    this.#isFirst = false;
  }

  async read(): Promise<QueueEvent[]> {
    const queues = [...this.#lastIds.keys()];
    if (queues.length === 0) {
      await pause(RETRY_MS);
      return [];
    }
    const keys = queues.map((queue) => this.#key(queue));
    const answer = await this.#redis.xread(
      "COUNT",
      MOST_ENTRIES,
      "BLOCK",
      BLOCK_MS,
      "STREAMS",
      ...keys,
      ...this.#lastIds.values(),
    );
    return (answer ?? []).flatMap(([key, entries]) => {
      const queue = queues[keys.indexOf(key)]!;
      const newest = entries.at(-1);
      if (newest) this.#lastIds.set(queue, newest[0]);
      return entries.map(([id, fields]) => parseEvent(queue, id, fields));
    });
  }

  async #newestId(queue: string): Promise<string> {
    const [newest] = await this.#redis.xrevrange(this.#key(queue), "+", "-", "COUNT", 1);
    return newest?.[0] ?? "0-0";
  }

  #key(queue: string): string {
    return `${queueTag(this.#prefix, queue)}:events`;
  }
}

/** Fields are pairs: a state and the local ids that moved there, "~" and a state for a change within it, or "schedule". */
function parseEvent(queue: string, id: string, fields: string[]): QueueEvent {
  const event: QueueEvent = { queue, id, changes: [], schedules: false };
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at]!;
    if (name === "schedule") {
      event.schedules = true;
      continue;
    }
    const isMove = !name.startsWith("~");
    event.changes.push({
      state: (isMove ? name : name.slice(1)) as JobState,
      isMove,
      localIds: fields[at + 1]!.split(" ").filter(Boolean),
    });
  }
  return event;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import type { Redis } from "ioredis";
import type { QueueLimits } from "../jobs/limits.ts";
import { queueTag } from "../redis/keys.ts";
import { admittedScript, runScript, type Script } from "../redis/script.ts";
import { Coalescer } from "./coalesce.ts";
import { encodeActor, type QueuePause } from "./record.ts";
import { scripts } from "./scripts.generated.ts";
import { readTurn, turnArgs } from "./turn.ts";

/** What an executor that stops wants: nothing, and no wake-up that another could use. */
export const LEAVING = -1;

export interface NewJobRecord {
  localId: string;
  /** The priority, and what else the job asks of the scripts: see `headOf`. */
  head: string;
  /** "0" at once, "+ms" from Redis' now, else ms UTC. */
  due: string;
  /** `JobBody` as JSON. */
  body: string;
}

/** What became of a job that was to be made. `held`: another one holds its unique key, and stands for it. */
export type Enqueued = { outcome: "made" | "known" } | { outcome: "held"; holder: string };

/** What an executor says of an attempt that ended. */
export interface Ack {
  /** See `entryOf`. */
  entry: string;
  outcome: "s" | "f" | "c" | "l";
  delivery: number;
  failures: number;
  losses: number;
  claimedMs: number;
  /** The first line of the job's record. */
  header: string;
  /** The result (s) or the attempt (others) as JSON; "" for none. */
  detail: string;
  /** Ms until the next attempt; null when there is none. */
  retryDelayMs: number | null;
}

export interface Claim {
  entry: string;
  envelope: string;
  failures: number;
  losses: number;
}

export interface Turn {
  executor: string;
  /** An executor has one turn under way on each of its channels. */
  channel: number;
  /** Grows by one with each turn of the channel; the same one again is answered the same. */
  sequence: number;
  /** How many jobs to claim, ≤ 350; `LEAVING` when the executor stops. */
  want: number;
  leaseMs: number;
  acks: Ack[];
}

export interface TurnAnswer {
  nowMs: number;
  /** Entries whose ack came too late: somebody else has the job now. */
  lost: string[];
  claims: Claim[];
  /** There was more to claim. */
  hasMore: boolean;
}

export interface Promoted {
  nowMs: number;
  moved: number;
  nextDueMs: number | null;
  /** How many ends of jobs wait in the outbox for those in other queues that wait for them. */
  news: number;
}

export interface Retention {
  keep: number;
  keepMs: number;
}

/** A job that waits for its time costs Redis twice what one costs that only waits its turn, and one with keys or parents more. */
export function weightOf({ head, due }: NewJobRecord): number {
  if (head.length > 1) return 4;
  return due === "0" ? 1 : 2;
}

const MADE: Enqueued = { outcome: "made" };
const KNOWN: Enqueued = { outcome: "known" };

/** The state changes of one queue's jobs. A method is a Lua script is an arrow in STATES.md. */
export class Queue {
  readonly name: string;
  readonly tag: string;
  readonly #redis: Redis;
  readonly #enqueues: Coalescer<NewJobRecord, Enqueued>;

  constructor(redis: Redis, prefix: string, name: string) {
    this.#redis = redis;
    this.name = name;
    this.tag = queueTag(prefix, name);
    this.#enqueues = new Coalescer(weightOf, (jobs) => this.enqueueMany(jobs));
  }

  enqueue(job: NewJobRecord): Promise<Enqueued> {
    return this.#enqueues.add(job);
  }

  /**
   * As many as weigh no more than one call may. Answers for each what became of it.
   * @param isAdmitted they belong to what was let in as a whole: a full Redis takes them, too
   */
  async enqueueMany(jobs: NewJobRecord[], { isAdmitted = false } = {}): Promise<Enqueued[]> {
    const args: string[] = [];
    for (const { localId, head, due, body } of jobs) args.push(localId, head, due, body);
    const answer = isAdmitted
      ? await this.#run(admittedScript(scripts.enqueue), args)
      : await this.#run(scripts.enqueue, args);
    const [, existing, held] = answer as [number, string[], string[]];
    if (existing.length === 0 && held.length === 0) return jobs.map(() => MADE);
    const known = new Set(existing);
    const holders = new Map(
      held.flatMap((id, index) => (index % 2 === 0 ? [[id, held[index + 1]!]] : [])),
    );
    return jobs.map(({ localId }) => {
      const holder = holders.get(localId);
      if (holder !== undefined) return { outcome: "held", holder };
      return known.has(localId) ? KNOWN : MADE;
    });
  }

  /** Acks and claims in one round trip. */
  async turn(turn: Turn): Promise<TurnAnswer> {
    return readTurn(await this.#run(scripts.turn, turnArgs(turn)));
  }

  /** Moves what is due to ready, at most 500. */
  async promote(): Promise<Promoted> {
    const [nowMs, moved, next, news] = (await this.#run(scripts.promote, [])) as [
      number,
      number,
      string,
      number,
    ];
    return { nowMs, moved, nextDueMs: next === "" ? null : Number(next), news };
  }

  /** Takes up to 100 running jobs back whose lease has run out. */
  async reap(maxLosses: number): Promise<{ nowMs: number; reaped: number }> {
    const [nowMs, reaped] = (await this.#run(scripts.reap, [maxLosses])) as [
      number,
      number,
      string,
    ];
    return { nowMs, reaped };
  }

  async cancel(localId: string, by: string): Promise<"missing" | "final" | "asked" | "cancelled"> {
    return (await this.#run(scripts.cancel, [localId, encodeActor(by)])) as
      "missing" | "final" | "asked" | "cancelled";
  }

  async retry(localId: string): Promise<"missing" | "retried" | "held" | "not-retriable"> {
    const answer = await this.#run(scripts.retry, [localId]);
    return answer === "missing" || answer === "retried" || answer === "held"
      ? answer
      : "not-retriable";
  }

  async runNow(localId: string): Promise<"missing" | "ready" | "unscheduled"> {
    return (await this.#run(scripts.runNow, [localId])) as "missing" | "ready" | "unscheduled";
  }

  /** @param due "+ms" from Redis' now, or ms UTC */
  async reschedule(localId: string, due: string): Promise<"missing" | "rescheduled" | "started"> {
    return (await this.#run(scripts.reschedule, [localId, due])) as
      "missing" | "rescheduled" | "started";
  }

  async reprioritise(
    localId: string,
    priority: number,
  ): Promise<"missing" | "reprioritised" | "unchanged" | "started"> {
    return (await this.#run(scripts.reprioritise, [localId, priority])) as
      "missing" | "reprioritised" | "unchanged" | "started";
  }

  async forget(localId: string): Promise<"missing" | "forgotten" | "not-final"> {
    const answer = await this.#run(scripts.forget, [localId]);
    return answer === "missing" || answer === "forgotten" ? answer : "not-final";
  }

  /** Removes up to 250 of the oldest jobs of a final state. Answers how many. */
  async trim(
    state: "succeeded" | "failed" | "cancelled",
    { keep, keepMs }: Retention,
  ): Promise<number> {
    return (await this.#run(scripts.trim, [state, keep, keepMs])) as number;
  }

  /** Progress and log lines of a running attempt. Answers false when its lease is lost. */
  async report(entry: string, progress: string, lines: string[]): Promise<boolean> {
    return (await this.#run(scripts.report, [entry, progress, ...lines])) === 1;
  }

  /** With `untilMs` the first turn after that time ends the pause. */
  async pause(pause: QueuePause): Promise<void> {
    await this.#run(scripts.pause, [JSON.stringify(pause), pause.untilMs ?? ""]);
  }

  async resume(): Promise<void> {
    await this.#run(scripts.pause, ["", ""]);
  }

  /** Holds the queue to so many running jobs and starts; null for no limit. */
  async limit({ concurrency, rate }: QueueLimits): Promise<void> {
    await this.#run(scripts.limitQueue, [concurrency ?? "", rate?.limit ?? "", rate?.perMs ?? ""]);
  }

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.tag, args);
  }
}

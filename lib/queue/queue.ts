import type { QueuePause } from "./record.ts";
import type { Redis } from "ioredis";
import { queueTag } from "../redis/keys.ts";
import { runScript, type Script } from "../redis/script.ts";
import { Coalescer } from "./coalesce.ts";
import { encodeActor } from "./record.ts";
import { scripts } from "./scripts.generated.ts";

/** The most jobs one call of a script takes: it bounds how long Redis is held. */
export const MOST_JOBS_A_CALL = 500;

export interface NewJobRecord {
  localId: string;
  priority: number;
  /** "0" at once, "+ms" from Redis' now, else ms UTC. */
  due: string;
  /** `JobBody` as JSON. */
  body: string;
}

/** What an executor says of an attempt that ended. */
export interface Ack {
  /** `id|delivery`. */
  entry: string;
  outcome: "s" | "f" | "c" | "l";
  delivery: number;
  failures: number;
  losses: number;
  worker: string;
  startedMs: number;
  /** The result (s) or the attempt (others) as JSON; "" for none. */
  detail: string;
  /** Ms until the next attempt; null when there is none. */
  retryDelayMs: number | null;
  priority: number;
  scheduleId: string | null;
}

export interface Claim {
  entry: string;
  envelope: string;
  failures: number;
  losses: number;
}

export interface TurnAnswer {
  nowMs: number;
  /** Entries whose ack came too late: somebody else has the job now. */
  lost: string[];
  claims: Claim[];
}

export interface Retention {
  keep: number;
  keepMs: number;
}

/** The state changes of one queue's jobs. A method is a Lua script is an arrow in STATES.md. */
export class Queue {
  readonly name: string;
  readonly tag: string;
  readonly #redis: Redis;
  readonly #enqueues: Coalescer<NewJobRecord, boolean>;

  constructor(redis: Redis, prefix: string, name: string) {
    this.#redis = redis;
    this.name = name;
    this.tag = queueTag(prefix, name);
    this.#enqueues = new Coalescer(MOST_JOBS_A_CALL, (jobs) => this.enqueueMany(jobs));
  }

  /** Answers whether the job is new; false when its id was known, and then nothing was written. */
  enqueue(job: NewJobRecord): Promise<boolean> {
    return this.#enqueues.add(job);
  }

  /** At most 500. Answers for each whether it is new. */
  async enqueueMany(jobs: NewJobRecord[]): Promise<boolean[]> {
    const args: string[] = [];
    for (const job of jobs) args.push(job.localId, String(job.priority), job.due, job.body);
    const [, existing] = (await this.#run(scripts.enqueue, args)) as [number, string[]];
    const known = new Set(existing);
    return jobs.map((job) => !known.has(job.localId));
  }

  /** Acks and claims in one round trip. `sequence` grows by one a turn; the same one again is answered the same. */
  async turn(turn: {
    executor: string;
    sequence: number;
    want: number;
    leaseMs: number;
    acks: Ack[];
  }): Promise<TurnAnswer> {
    const args: (string | number)[] = [
      turn.executor,
      turn.sequence,
      turn.want,
      turn.leaseMs,
      turn.acks.length,
    ];
    for (const ack of turn.acks) {
      const { entry, outcome, delivery, failures, losses, worker, startedMs, detail } = ack;
      const record = `${outcome} ${delivery} ${failures} ${losses} ${worker} ${startedMs}`;
      const isPlain = outcome === "s" && ack.scheduleId === null;
      const extra = isPlain
        ? ""
        : `${ack.priority} ${ack.retryDelayMs ?? "-"} ${ack.scheduleId ?? "-"}`;
      args.push(entry, record, extra, detail);
    }
    const [nowMs, lost, entries, envelopes, tries] = (await this.#run(scripts.turn, args)) as [
      number,
      string[],
      string[],
      string[],
      string[],
    ];
    const claims = entries.map((entry, index) => {
      const [failures, losses] = tries[index]!.split(" ");
      return {
        entry,
        envelope: envelopes[index]!,
        failures: Number(failures),
        losses: Number(losses),
      };
    });
    return { nowMs, lost, claims };
  }

  /** Moves what is due to ready, at most 500. */
  async promote(): Promise<{ nowMs: number; moved: number; nextDueMs: number | null }> {
    const [nowMs, moved, next] = (await this.#run(scripts.promote, [])) as [number, number, string];
    return { nowMs, moved, nextDueMs: next === "" ? null : Number(next) };
  }

  /** Takes up to 200 running jobs back whose lease has run out. */
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

  async retry(localId: string): Promise<"missing" | "retried" | "not-retriable"> {
    const answer = await this.#run(scripts.retry, [localId]);
    return answer === "missing" || answer === "retried" ? answer : "not-retriable";
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

  /** Removes up to 500 of the oldest jobs of a final state. Answers how many. */
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

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.tag, args);
  }
}

import type { Redis } from "ioredis";
import type { OperationAction, OperationFailure, OperationState } from "../jobs/operation.ts";
import { registryTag } from "../redis/keys.ts";
import { runScript, type Script } from "../redis/script.ts";
import { scripts } from "./scripts.generated.ts";

const COUNTERS = ["looked", "changed", "skipped", "failed"] as const;
type Counter = (typeof COUNTERS)[number];
export type OperationCounts = Record<Counter, number>;

/** What an operation is to do. Says all that its steps need, so that any scheduler can go on with it. */
export interface NewOperation {
  id: string;
  action: OperationAction;
  /** JSON; the engine does not look into it. */
  filter: string;
  /** Whoever asked is not shown secrets: the filter's text is not looked for in them. */
  hides: boolean;
  reason: string | null;
  by: string;
  /** How many jobs fitted when it was asked for; null when they were too many to be looked at. */
  total: number | null;
  /** How many jobs had to be looked at to find them. */
  toLook: number;
}

export interface StoredOperation extends NewOperation {
  state: OperationState;
  createdMs: number;
  startedMs: number | null;
  finishedMs: number | null;
  counts: OperationCounts;
  failures: OperationFailure[];
  /** Where the last step ended, JSON; null before the first. */
  cursor: string | null;
  abortedBy: string | null;
  /** Why it failed. */
  problem: string | null;
}

/** What a step did. */
export interface StepOutcome {
  counts: OperationCounts;
  cursor: string;
  /** All that are kept so far; null when the step adds none. */
  failures: OperationFailure[] | null;
  next: "running" | "done" | "failed";
  problem?: string;
}

export interface ClaimedOperation {
  operation: StoredOperation;
  claim: number;
}

/** Operations on many jobs, as they are kept and passed between schedulers. A method that changes one is a script. */
export class Operations {
  readonly #redis: Redis;
  readonly #tag: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#tag = registryTag(prefix);
  }

  /** The channel on which new operations are named. */
  get startedChannel(): string {
    return `${this.#tag}:operations:started`;
  }

  async start({ id, hides, reason, total, toLook, ...rest }: NewOperation): Promise<void> {
    const fields = {
      ...rest,
      hides: hides ? 1 : "",
      reason: reason ?? "",
      total: total ?? "",
      toLook,
    };
    await this.#run(scripts.startOperation, [id, ...Object.entries(fields).flat()]);
  }

  /** Takes an operation for one step; null when there is none to take. */
  async claim(scheduler: string, leaseMs: number): Promise<ClaimedOperation | null> {
    const answer = (await this.#run(scripts.claimOperation, [scheduler, leaseMs])) as
      "" | [string, number, string[]];
    if (answer === "") return null;
    const [id, claim, flat] = answer;
    return { operation: parseOperation(id, recordOf(flat)), claim };
  }

  /** Ends a step. `lost`: the claim ran out and somebody else has gone on, so that the step was not counted. */
  async advance(
    id: string,
    claim: number,
    { counts, cursor, failures, next, problem = "" }: StepOutcome,
  ): Promise<OperationState | "lost"> {
    return (await this.#run(scripts.advanceOperation, [
      id,
      claim,
      next,
      cursor,
      failures ? JSON.stringify(failures) : "",
      problem,
      ...COUNTERS.flatMap((name) => [name, counts[name]]),
    ])) as OperationState | "lost";
  }

  /** Answers `aborted`, or the state in which there is nothing left to abort. */
  async abort(id: string, by: string): Promise<OperationState | "missing"> {
    return (await this.#run(scripts.abortOperation, [id, by])) as OperationState | "missing";
  }

  async get(id: string): Promise<StoredOperation | null> {
    const fields = await this.#redis.hgetall(`${this.#tag}:operation:${id}`);
    return fields.state === undefined ? null : parseOperation(id, fields);
  }

  /** The newest first. */
  async newest(most: number): Promise<StoredOperation[]> {
    const ids = await this.#redis.zrange(`${this.#tag}:operations`, 0, `${most - 1}`, "REV");
    const found = await Promise.all(ids.map((id) => this.get(id)));
    return found.filter((operation) => operation !== null);
  }

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.#tag, args);
  }
}

function recordOf(flat: string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let index = 0; index < flat.length; index += 2) fields[flat[index]!] = flat[index + 1]!;
  return fields;
}

function parseOperation(id: string, fields: Record<string, string>): StoredOperation {
  const numberOrNull = (name: string) => (fields[name] ? Number(fields[name]) : null);
  return {
    id,
    action: fields.action as OperationAction,
    filter: fields.filter!,
    hides: fields.hides === "1",
    reason: fields.reason || null,
    by: fields.by!,
    total: numberOrNull("total"),
    toLook: Number(fields.toLook),
    state: fields.state as OperationState,
    createdMs: Number(fields.created),
    startedMs: numberOrNull("started"),
    finishedMs: numberOrNull("finished"),
    counts: Object.fromEntries(
      COUNTERS.map((name) => [name, Number(fields[name] ?? 0)]),
    ) as OperationCounts,
    failures: fields.failures ? (JSON.parse(fields.failures) as OperationFailure[]) : [],
    cursor: fields.cursor ?? null,
    abortedBy: fields.abortedBy ?? null,
    problem: fields.problem ?? null,
  };
}

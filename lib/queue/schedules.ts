import type { Redis } from "ioredis";
import { queueTag } from "../redis/keys.ts";
import { runScript, type Script } from "../redis/script.ts";
import { encodeActor } from "./record.ts";
import { scripts } from "./scripts.generated.ts";
import {
  type CounterName,
  type LedgerRecord,
  parseSchedule,
  type ScheduleDefinition,
  type StoredSchedule,
  type StoredScheduleState,
} from "./stored-schedule.ts";

export interface PutSchedule {
  id: string;
  definition: ScheduleDefinition;
  mode: "create" | "upsert";
  nominalMs: number | null;
  nextMs: number | null;
  by: string;
  anchorMs: number;
  /** Null: now, so that an edit never fires at once. */
  watermarkMs: number | null;
}

export interface Fire {
  id: string;
  generation: number;
  revision: number;
  expectedScoreMs: number;
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
  overlap: "skip" | "allow";
  limit: number;
  counters: Partial<Record<CounterName, number>>;
  ledger: LedgerRecord[];
  jobs: { localId: string; plannedMs: number; head: string; body: string }[];
}

const ms = (instant: number | null) => (instant === null ? "" : String(instant));

/** The state changes of one queue's schedules. A method is a Lua script is an arrow in STATES.md. */
export class Schedules {
  readonly queue: string;
  readonly tag: string;
  readonly #redis: Redis;

  constructor(redis: Redis, prefix: string, queue: string) {
    this.#redis = redis;
    this.queue = queue;
    this.tag = queueTag(prefix, queue);
  }

  async put(put: PutSchedule): Promise<"unchanged" | "exists" | "created" | "updated"> {
    return (await this.#run(scripts.putSchedule, [
      put.id,
      JSON.stringify(put.definition),
      put.mode,
      ms(put.nominalMs),
      ms(put.nextMs),
      encodeActor(put.by),
      put.anchorMs,
      ms(put.watermarkMs),
    ])) as "unchanged" | "exists" | "created" | "updated";
  }

  async fire(
    fire: Fire,
  ): Promise<{ nowMs: number; outcome: "fired" | "stale" | "early"; made: number }> {
    const counters = Object.entries(fire.counters).filter(([, count]) => count > 0);
    const [nowMs, outcome, made] = (await this.#run(scripts.fire, [
      fire.id,
      fire.generation,
      fire.revision,
      fire.expectedScoreMs,
      fire.watermarkMs,
      ms(fire.nominalMs),
      ms(fire.nextMs),
      fire.overlap,
      fire.limit,
      counters.map(([name, count]) => `${name} ${count}`).join(" "),
      fire.ledger.map((line) => JSON.stringify(line)).join("\n"),
      ...fire.jobs.flatMap((job) => [job.localId, job.plannedMs, job.head, job.body]),
    ])) as [number, "fired" | "stale" | "early", number];
    return { nowMs, outcome, made };
  }

  async trigger(
    id: string,
    job: { localId: string; head: string; body: string },
  ): Promise<"missing" | "triggered"> {
    return (await this.#run(scripts.trigger, [id, job.localId, job.head, job.body])) as
      "missing" | "triggered";
  }

  /** Answers "paused", "missing", or the state that cannot be paused. */
  async pause(
    id: string,
    pause: { by: string; atMs: number; reason: string | null },
  ): Promise<"missing" | StoredScheduleState> {
    return (await this.#run(scripts.pauseSchedule, [id, JSON.stringify(pause)])) as
      "missing" | StoredScheduleState;
  }

  /** Answers "resumed", "missing", "stale" when it changed meanwhile, or the state that cannot be resumed. */
  async resume(
    schedule: StoredSchedule,
    to: {
      watermarkMs: number;
      passed: number;
      nominalMs: number | null;
      nextMs: number | null;
      ledger: LedgerRecord | null;
    },
  ): Promise<"missing" | "resumed" | "stale" | StoredScheduleState> {
    return (await this.#run(scripts.resumeSchedule, [
      schedule.id,
      schedule.generation,
      schedule.revision,
      schedule.watermarkMs,
      to.watermarkMs,
      to.passed,
      ms(to.nominalMs),
      ms(to.nextMs),
      to.ledger ? JSON.stringify(to.ledger) : "",
    ])) as "missing" | "resumed" | "stale" | StoredScheduleState;
  }

  /** Puts a schedule whose next time cannot be computed where it is seen, and tries again at `retryMs`. */
  async fail(schedule: StoredSchedule, problem: string, retryMs: number): Promise<void> {
    await this.#run(scripts.failSchedule, [
      schedule.id,
      schedule.generation,
      schedule.revision,
      problem,
      retryMs,
    ]);
  }

  /** Answers null when there is none, else the local ids of jobs that were removed and of those that still run. */
  async cancel(
    id: string,
    by: string,
    running: "finish" | "cancel",
  ): Promise<{ removed: string[]; running: string[] } | null> {
    const removed: string[] = [];
    const alive = new Set<string>();
    for (let cursor = "0"; ;) {
      const args = [id, encodeActor(by), running, cursor];
      const answer = await this.#run(scripts.cancelSchedule, args);
      // Missing later on: it was made anew meanwhile, and what waits is the new one's.
      if (answer === "missing" && cursor === "0") return null;
      if (answer === "missing") break;
      const [gone, runs, next] = answer as [string[], string[], string];
      removed.push(...gone);
      for (const job of runs) alive.add(job);
      cursor = next;
      if (cursor === "0") break;
    }
    return { removed, running: [...alive] };
  }

  /** Up to `most` schedules that are due by `nowMs`, and when the next one is due. */
  async due(nowMs: number, most: number): Promise<{ id: string; scoreMs: number }[]> {
    const found = await this.#redis.zrange(
      `${this.tag}:due`,
      "-inf",
      `${nowMs}`,
      "BYSCORE",
      "LIMIT",
      0,
      most,
      "WITHSCORES",
    );
    return found.flatMap((id, index) =>
      index % 2 === 0 ? [{ id, scoreMs: Number(found[index + 1]) }] : [],
    );
  }

  async nextDueMs(): Promise<number | null> {
    const [, score] = await this.#redis.zrange(`${this.tag}:due`, 0, "0", "WITHSCORES");
    return score === undefined ? null : Number(score);
  }

  async get(id: string): Promise<StoredSchedule | null> {
    const fields = await this.#redis.hgetall(`${this.tag}:schedule:${id}`);
    return fields.definition ? parseSchedule(id, this.queue, fields) : null;
  }

  /** All that are not cancelled, oldest first. */
  async list(): Promise<StoredSchedule[]> {
    const ids = await this.#redis.zrange(`${this.tag}:schedules`, 0, "-1");
    const pipeline = this.#redis.pipeline();
    for (const id of ids) pipeline.hgetall(`${this.tag}:schedule:${id}`);
    const answers = (await pipeline.exec()) ?? [];
    return answers.flatMap(([, fields], index) => {
      const known = fields as Record<string, string>;
      return known.definition ? [parseSchedule(ids[index]!, this.queue, known)] : [];
    });
  }

  async live(ids: string[]): Promise<string[][]> {
    const pipeline = this.#redis.pipeline();
    for (const id of ids) pipeline.smembers(`${this.tag}:live:${id}`);
    return ((await pipeline.exec()) ?? []).map(([, members]) => (members as string[]).toSorted());
  }

  /** The newest decisions first. */
  async ledger(id: string, most: number): Promise<LedgerRecord[]> {
    const lines = await this.#redis.lrange(`${this.tag}:ledger:${id}`, 0, most - 1);
    return lines.map((line) => JSON.parse(line) as LedgerRecord);
  }

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.tag, args);
  }
}

import type { Redis } from "ioredis";
import type { CatchUp } from "../schedule/index.ts";
import { refuseWhenFull } from "../redis/full.ts";
import { queueTag } from "../redis/keys.ts";
import { runScript, type Script } from "../redis/script.ts";
import { Definitions } from "./definitions.ts";
import { type PeekAnswer, type Peeked, parsePeek } from "./due-schedule.ts";
import { type PutOutcome, type PutSchedule, putArgs } from "./put-schedule.ts";
import { encodeActor, headOf, type JobBody } from "./record.ts";
import {
  countersText,
  fireText,
  lines,
  members,
  ms,
  noteText,
  runArgs,
  seenArgs,
  type TakenBack,
  takenBackArgs,
} from "./schedule-args.ts";
import { scripts } from "./scripts.generated.ts";
import type {
  CounterName,
  LedgerRecord,
  SchedulePause,
  StoredScheduleState,
} from "./stored-schedule.ts";

export interface PeekFrom {
  /** How many of the oldest to pass over. */
  skip?: number;
  /** Where to begin when more are due than that, and than are wanted: 0 with the oldest, up to 1 with the newest. */
  share?: number;
}

/** A planned time that fires: its run's id, and how many older ones it stands for. */
export interface PlannedRun {
  localId: string;
  plannedMs: number;
  coalesced: number;
}

/** What was decided about a schedule's times. */
export interface Decided {
  watermarkMs: number;
  nominalMs: number | null;
  nextMs: number | null;
  counters: Partial<Record<CounterName, number>>;
  ledger: LedgerRecord[];
  /** Planned times whose skips are decided with it. */
  skipped: number[];
  catchUp: CatchUp | null;
  runs: PlannedRun[];
}

/** What a decision was computed from, and must still be so. */
export interface Seen {
  id: string;
  generation: number;
  revision: number;
  watermarkMs: number;
}

export interface Fire extends Omit<Seen, "watermarkMs">, Decided {
  expectedScoreMs: number;
}

export interface Fired {
  nowMs: number;
  /** How many schedules; somebody else was first with the others. */
  decided: number;
  /** How many runs. */
  made: number;
  /** When the next is due; null when none is. */
  nextMs: number | null;
}

export type SkipNote = { by: string; reason: string | null };

/** Why a change was not made: it is gone, somebody was first, or the state it is in does not allow it. */
export type NotChanged = "missing" | "stale" | StoredScheduleState;

/** The state changes of one queue's schedules. A method is a Lua script is an arrow in STATES.md. */
export class Schedules {
  readonly queue: string;
  readonly tag: string;
  readonly #redis: Redis;
  readonly #definitions = new Definitions();

  constructor(redis: Redis, prefix: string, queue: string) {
    this.#redis = redis;
    this.queue = queue;
    this.tag = queueTag(prefix, queue);
  }

  /** A generation that no schedule of this queue has had. */
  async newGeneration(): Promise<number> {
    return this.#redis.hincrby(`${this.tag}:meta`, "generations", 1).catch(refuseWhenFull);
  }

  async noteTzVersion(version: string): Promise<void> {
    await this.#redis.hset(`${this.tag}:meta`, "tz", version);
  }

  async put(put: PutSchedule): Promise<PutOutcome> {
    return (await this.#run(scripts.putSchedule, putArgs(put))) as PutOutcome;
  }

  /** The schedules that are due, oldest first, by Redis' clock. */
  async peek(most: number, { skip = 0, share = 0 }: PeekFrom = {}): Promise<Peeked> {
    const answer = (await this.#run(scripts.peekDue, [most, skip, share])) as PeekAnswer;
    return parsePeek(answer, this.#definitions);
  }

  async fire(fires: Fire[]): Promise<Fired> {
    const answer = await this.#run(scripts.fire, fires.map(fireText));
    const [nowMs, decided, made, next] = answer as [number, number, number, string];
    return { nowMs, decided, made, nextMs: next === "" ? null : Number(next) };
  }

  async trigger(id: string, localId: string, by: string): Promise<"missing" | "triggered"> {
    const more = members({ by, reason: null });
    return (await this.#run(scripts.trigger, [id, localId, more])) as "missing" | "triggered";
  }

  /** Makes runs beside the plan. Answers the local ids that were made: those that exist are left alone. */
  async backfill(
    { id, generation, revision }: Seen,
    job: { priority: number; body: JobBody },
    by: string,
    runs: { localId: string; plannedMs: number }[],
  ): Promise<"missing" | "stale" | string[]> {
    return (await this.#run(scripts.backfill, [
      id,
      generation,
      revision,
      headOf(job.priority, job.body),
      JSON.stringify(job.body),
      members({ by, reason: null }),
      ...runs.flatMap(({ localId, plannedMs }) => [localId, plannedMs]),
    ])) as "missing" | "stale" | string[];
  }

  async pause(id: string, pause: SchedulePause): Promise<"paused" | NotChanged> {
    const args = [id, JSON.stringify(pause), ms(pause.untilMs), members(pause)];
    return (await this.#run(scripts.pauseSchedule, args)) as "paused" | NotChanged;
  }

  /** `untilMs`: the end that the pause must still have, of one that ends by itself. */
  async resume(
    seen: Seen,
    decided: Decided,
    untilMs: number | null = null,
  ): Promise<"resumed" | NotChanged> {
    return (await this.#run(scripts.resumeSchedule, [
      ...seenArgs(seen),
      decided.watermarkMs,
      ms(decided.nominalMs),
      ms(decided.nextMs),
      countersText(decided.counters),
      lines(decided.ledger),
      ms(untilMs),
      ...runArgs(decided.runs),
    ])) as "resumed" | NotChanged;
  }

  /** Decides the next planned time as skipped. */
  async skipNext(
    seen: Seen,
    decided: Omit<Decided, "runs" | "catchUp" | "skipped">,
  ): Promise<"skipped" | NotChanged> {
    return (await this.#run(scripts.skipNext, [
      ...seenArgs(seen),
      decided.watermarkMs,
      ms(decided.nominalMs),
      ms(decided.nextMs),
      countersText(decided.counters),
      lines(decided.ledger),
    ])) as "skipped" | NotChanged;
  }

  /** Notes that a later planned time is to be skipped; with null, takes the note back. */
  async markSkip(
    { id, generation, revision }: Omit<Seen, "watermarkMs">,
    plannedMs: number,
    note: SkipNote | null,
  ): Promise<"missing" | "stale" | "past" | "full" | "marked" | "taken back"> {
    const args = [id, generation, revision, plannedMs, note ? noteText(note) : ""];
    return (await this.#run(scripts.markSkip, args)) as
      "missing" | "stale" | "past" | "full" | "marked" | "taken back";
  }

  /** Takes back skips that were decided ahead of their time: the first of them is the next again. */
  async unskipNext(seen: Seen, to: TakenBack): Promise<"taken back" | "past" | NotChanged> {
    const args = [...seenArgs(seen), ...takenBackArgs(to)];
    return (await this.#run(scripts.unskipNext, args)) as "taken back" | "past" | NotChanged;
  }

  /** Gives it another next time, and keeps its watermark. */
  async replan(
    seen: Seen,
    to: { nominalMs: number | null; nextMs: number | null },
  ): Promise<"stale" | "replanned"> {
    const args = [...seenArgs(seen), ms(to.nominalMs), ms(to.nextMs)];
    return (await this.#run(scripts.replan, args)) as "stale" | "replanned";
  }

  /** Puts a schedule that was due, and whose next time cannot be computed, where it is seen, and tries again at `retryMs`. */
  async fail(
    { id, generation, revision, scoreMs }: Omit<Seen, "watermarkMs"> & { scoreMs: number },
    problem: string,
    retryMs: number,
  ): Promise<"stale" | "error"> {
    const args = [id, generation, revision, scoreMs, problem, retryMs];
    return (await this.#run(scripts.failSchedule, args)) as "stale" | "error";
  }

  /** Answers the local ids of jobs that were removed, that were kept, and that still run. */
  async cancel(
    schedule: Pick<Seen, "id" | "generation" | "watermarkMs">,
    fate: { by: string; waiting: "remove" | "keep"; running: "finish" | "cancel" },
    due: { count: number; ledger: LedgerRecord[] },
  ): Promise<"missing" | "stale" | { removed: string[]; kept: string[]; running: string[] }> {
    const removed: string[] = [];
    const kept = new Set<string>();
    const alive = new Set<string>();
    for (let cursor = "0"; ;) {
      const answer = await this.#run(scripts.cancelSchedule, [
        schedule.id,
        encodeActor(fate.by),
        fate.waiting,
        fate.running,
        cursor,
        schedule.generation,
        schedule.watermarkMs,
        due.count,
        lines(due.ledger),
        members({ by: fate.by, reason: null }),
      ]);
      if (answer === "stale") return "stale";
      // Missing later on: it was made anew meanwhile, and what waits is the new one's.
      if (answer === "missing" && cursor === "0") return "missing";
      if (answer === "missing") break;
      const [gone, waits, runs, next] = answer as [string[], string[], string[], string];
      removed.push(...gone);
      for (const job of waits) kept.add(job);
      for (const job of runs) alive.add(job);
      cursor = next;
      if (cursor === "0") break;
    }
    return { removed, kept: [...kept], running: [...alive] };
  }

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.tag, args);
  }
}

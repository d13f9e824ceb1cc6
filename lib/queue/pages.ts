import type { Redis } from "ioredis";
import { answersOf } from "../redis/answers.ts";
import type { JobState } from "../jobs/states.ts";
import { queueTag } from "../redis/keys.ts";
import { Merged } from "./merge.ts";
import {
  isNewestFirst,
  ListSource,
  type PageSource,
  RunningSource,
  scoreRange,
  SetSource,
  type SetState,
  type SourceQueue,
} from "./page-sources.ts";
import { ANY_TIME, type Place, type PlacedJob, type TimeRange } from "./place.ts";
import { LEVELS } from "./reads.ts";

const SET_STATES: readonly Exclude<SetState, "parked">[] = [
  "scheduled",
  "blocked",
  "failed",
  "cancelled",
  "succeeded",
];

interface Stage {
  name: string;
  open(after: Place | null): PageSource;
}

/**
 * Reads job ids a page at a time, in the order people look for them: what runs by age, what is ready in the order it
 * will run, what is scheduled by due time, what is blocked by age, what is finished with the newest first. A place is
 * (score, id), so that rows are neither lost nor repeated however many share a millisecond. A range of time narrows
 * what a sorted set orders; running and ready jobs have no index of time and are all read.
 */
export class JobPages {
  readonly #redis: Redis;
  readonly #from: SourceQueue[];
  readonly #state: JobState | undefined;
  readonly #range: TimeRange;

  constructor(
    redis: Redis,
    prefix: string,
    queues: string[],
    state: JobState | undefined,
    range: TimeRange = ANY_TIME,
  ) {
    this.#redis = redis;
    this.#from = queues.map((queue) => ({ queue, tag: queueTag(prefix, queue) }));
    this.#state = state;
    this.#range = range;
  }

  /** Goes on after a place, or begins. Each read of what it answers continues the last one. */
  walk(after: Place | null): PageSource {
    return new Walk(() => this.#stages(after), after);
  }

  /** How many jobs there are to be read; of ready and running ones all, whatever their time. */
  async count(): Promise<number> {
    const pipeline = this.#redis.pipeline();
    for (const { tag } of this.#from) {
      for (const state of SET_STATES)
        if (this.#wants(state)) {
          const [from, below] = scoreRange(state, this.#range);
          pipeline.zcount(`${tag}:${state}`, from, below === "+inf" ? below : `(${below}`);
        }
      if (this.#wants("running")) pipeline.zcard(`${tag}:running`);
      if (this.#wants("ready")) {
        pipeline.zcard(`${tag}:parked`);
        for (const level of LEVELS) pipeline.llen(`${tag}:ready:${level}`);
      }
    }
    const counts = (await answersOf(pipeline)).map(Number);
    const dropped = this.#wants("ready") ? await this.#dropped() : 0;
    return counts.reduce((sum, count) => sum + count, 0) - dropped;
  }

  async #dropped(): Promise<number> {
    const pipeline = this.#redis.pipeline();
    for (const { tag } of this.#from) pipeline.scard(`${tag}:dropped`);
    return (await answersOf(pipeline)).map(Number).reduce((sum, count) => sum + count, 0);
  }

  #wants(state: JobState): boolean {
    return this.#state === undefined || this.#state === state;
  }

  async #stages(after: Place | null): Promise<Stage[]> {
    return [
      ...(this.#wants("running") ? [this.#running()] : []),
      ...(this.#wants("ready") ? await this.#ready(after) : []),
      ...(this.#wants("ready") ? [this.#merged("parked", ["parked"])] : []),
      ...this.#sets("scheduled", ["scheduled"]),
      ...this.#sets("blocked", ["blocked"]),
      ...(this.#state === undefined
        ? this.#sets("finished", ["failed", "cancelled", "succeeded"])
        : (["failed", "cancelled", "succeeded"] as const).flatMap((state) =>
            this.#sets(state, [state]),
          )),
    ];
  }

  #running(): Stage {
    return {
      name: "running",
      open: (after) =>
        new Merged(
          this.#from.map((from) => new RunningSource(this.#redis, from, after)),
          "up",
        ),
    };
  }

  /** One stage a list that is not empty, and the one that `after` stands in, empty or not. */
  async #ready(after: Place | null): Promise<Stage[]> {
    const lists = LEVELS.flatMap((level) =>
      this.#from.map((from) => ({ from, level, name: `ready:${level}:${from.queue}` })),
    );
    const pipeline = this.#redis.pipeline();
    for (const { from, level } of lists) pipeline.llen(`${from.tag}:ready:${level}`);
    const lengths = (await answersOf(pipeline)).map(Number);
    return lists
      .filter(({ name }, index) => lengths[index]! > 0 || name === after?.stage)
      .map(({ from, level, name }) => ({
        name,
        open: (at) => new ListSource(this.#redis, from, level, name, at),
      }));
  }

  #sets(stage: string, states: Exclude<SetState, "parked">[]): Stage[] {
    return states.every((state) => this.#wants(state)) ? [this.#merged(stage, states)] : [];
  }

  #merged(stage: string, states: SetState[]): Stage {
    const open = (after: Place | null) =>
      new Merged(
        this.#from.flatMap((from) =>
          states.map(
            (state) =>
              new SetSource(this.#redis, from, state, { stage, range: this.#range, after }),
          ),
        ),
        isNewestFirst(states[0]!) ? "down" : "up",
      );
    return { name: stage, open };
  }
}

/** Stage after stage. */
class Walk implements PageSource {
  readonly #findStages: () => Promise<Stage[]>;
  readonly #after: Place | null;
  #left: Stage[] | null = null;
  #open: PageSource | null = null;

  constructor(findStages: () => Promise<Stage[]>, after: Place | null) {
    this.#findStages = findStages;
    this.#after = after;
  }

  async read(most: number): Promise<PlacedJob[]> {
    this.#left ??= await this.#begin();
    const found: PlacedJob[] = [];
    while (found.length < most) {
      this.#open ??= this.#left.shift()?.open(null) ?? null;
      if (!this.#open) break;
      const asked = most - found.length;
      const rows = await this.#open.read(asked);
      for (const row of rows) found.push(row);
      if (rows.length < asked) this.#open = null;
    }
    return found;
  }

  async #begin(): Promise<Stage[]> {
    const stages = await this.#findStages();
    const first = stages.findIndex(({ name }) => name === this.#after?.stage);
    if (first === -1) return stages;
    this.#open = stages[first]!.open(this.#after);
    return stages.slice(first + 1);
  }
}

import type { Redis } from "ioredis";
import type { JobState } from "../jobs/states.ts";
import { runScript } from "../redis/script.ts";
import type { Place, PlacedJob, TimeRange } from "./place.ts";
import { ENTRY_ID_LENGTH } from "./record.ts";
import { scripts } from "./scripts.generated.ts";

/** The most that one script call reads: it bounds how long Redis is held. */
const MOST_A_CALL = 2_000;
/** The most entries of `running` that are read for one page: it is bounded by the slots of all executors. */
const MOST_RUNNING = 10_000;

/** The due time of a scheduled job stands in its score above the priority. */
export const DUE_SCALE = 16;

/** One key whose jobs are read in order, each call going on where the last one ended. */
export interface PageSource {
  /** Up to `most` jobs; fewer than asked for only at the end. */
  read(most: number): Promise<PlacedJob[]>;
}

export interface SourceQueue {
  queue: string;
  tag: string;
}

/** Of `running`, by age: it has no index of its own, and is small. */
export class RunningSource implements PageSource {
  readonly #redis: Redis;
  readonly #from: SourceQueue;
  readonly #after: string;
  #rest: PlacedJob[] | null = null;

  constructor(redis: Redis, from: SourceQueue, after: Place | null) {
    this.#redis = redis;
    this.#from = from;
    this.#after = after?.id ?? "";
  }

  async read(most: number): Promise<PlacedJob[]> {
    this.#rest ??= await this.#all();
    return this.#rest.splice(0, most);
  }

  async #all(): Promise<PlacedJob[]> {
    const { queue, tag } = this.#from;
    const entries = await this.#redis.zrange(`${tag}:running`, 0, `${MOST_RUNNING - 1}`);
    return entries
      .map((entry) => entry.slice(0, ENTRY_ID_LENGTH))
      .filter((localId) => localId > this.#after)
      .toSorted()
      .map((localId) => {
        const place = { stage: "running", at: 0, id: localId };
        return { queue, localId, state: "running", timeMs: null, place };
      });
  }
}

/** A ready list, in the order its jobs will run, without the tombstones in it. */
export class ListSource implements PageSource {
  readonly #redis: Redis;
  readonly #from: SourceQueue;
  readonly #level: number;
  readonly #stage: string;
  #next: number | "";

  constructor(redis: Redis, from: SourceQueue, level: number, stage: string, after: Place | null) {
    this.#redis = redis;
    this.#from = from;
    this.#level = level;
    this.#stage = stage;
    this.#next = after ? after.at + 1 : "";
  }

  async read(most: number): Promise<PlacedJob[]> {
    const found: PlacedJob[] = [];
    while (found.length < most) {
      const asked = Math.min(most - found.length, MOST_A_CALL);
      const [first, entries, dropped] = (await runScript(
        this.#redis,
        scripts.pageList,
        this.#from.tag,
        [this.#level, this.#next, asked],
      )) as [number, string[], number[]];
      entries.forEach((entry, index) => {
        if (dropped[index] !== 1) found.push(this.#placed(entry, first + index));
      });
      this.#next = first + entries.length;
      if (entries.length < asked) break;
    }
    return found;
  }

  #placed(entry: string, at: number): PlacedJob {
    const localId = entry.slice(0, ENTRY_ID_LENGTH);
    const place = { stage: this.#stage, at, id: localId };
    return { queue: this.#from.queue, localId, state: "ready", timeMs: null, place };
  }
}

/** The sorted sets that are paged. `parked`: ready jobs that wait in the line of a key. */
export type SetState = Exclude<JobState, "running" | "ready"> | "parked";

/** A sorted set, by score and member, within a range of time. */
export class SetSource implements PageSource {
  readonly #redis: Redis;
  readonly #from: SourceQueue;
  readonly #state: SetState;
  readonly #stage: string;
  readonly #range: [from: string, below: string];
  #after: Place | null;

  constructor(
    redis: Redis,
    from: SourceQueue,
    state: SetState,
    { stage, range, after }: { stage: string; range: TimeRange; after: Place | null },
  ) {
    this.#redis = redis;
    this.#from = from;
    this.#state = state;
    this.#stage = stage;
    this.#range = scoreRange(state, range);
    this.#after = after;
  }

  async read(most: number): Promise<PlacedJob[]> {
    const found: PlacedJob[] = [];
    while (found.length < most) {
      const asked = Math.min(most - found.length, MOST_A_CALL);
      const flat = (await runScript(this.#redis, scripts.pageSet, this.#from.tag, [
        this.#state,
        isNewestFirst(this.#state) ? "down" : "up",
        ...this.#range,
        this.#after?.at ?? "",
        this.#after?.id ?? "",
        asked,
      ])) as string[];
      for (let at = 0; at < flat.length; at += 2)
        found.push(this.#placed(flat[at]!, Number(flat[at + 1])));
      this.#after = found.at(-1)?.place ?? this.#after;
      if (flat.length < asked * 2) break;
    }
    return found;
  }

  #placed(member: string, score: number): PlacedJob {
    return {
      queue: this.#from.queue,
      localId: member.slice(0, ENTRY_ID_LENGTH),
      state: this.#state === "parked" ? "ready" : this.#state,
      timeMs: timeOf(this.#state, score),
      place: { stage: this.#stage, at: score, id: member },
    };
  }
}

/** What is parked is ordered by when it came into line, which is no time of the job. */
function timeOf(state: SetState, score: number): number | null {
  if (state === "parked") return null;
  return state === "scheduled" ? Math.floor(score / DUE_SCALE) : score;
}

const OLDEST_FIRST: readonly SetState[] = ["scheduled", "blocked", "parked"];

/** What is over is looked at from its newest end, what is to come from its next. */
export const isNewestFirst = (state: SetState) => !OLDEST_FIRST.includes(state);

/** The scores of a range of time, the second exclusive. */
export function scoreRange(state: SetState, { fromMs, toMs }: TimeRange): [string, string] {
  if (state === "parked") return ["-inf", "+inf"];
  const scale = state === "scheduled" ? DUE_SCALE : 1;
  return [
    fromMs === null ? "-inf" : String(fromMs * scale),
    toMs === null ? "+inf" : String(toMs * scale),
  ];
}

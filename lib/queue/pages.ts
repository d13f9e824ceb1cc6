import type { Redis } from "ioredis";
import type { JobState } from "../jobs/states.ts";
import { queueTag } from "../redis/keys.ts";
import { LEVELS } from "./reads.ts";
import { ENTRY_ID_LENGTH } from "./record.ts";

/** The most entries of `running` that are read for one page: it is bounded by the slots of all executors. */
const MOST_RUNNING = 10_000;
const TIE_CHUNK = 1_000;

/** Where a page stands: the place of its last row. */
export interface Place {
  stage: string;
  /** Score, or position in a list; 0 for running. */
  at: number;
  id: string;
}

export interface PlacedJob {
  queue: string;
  localId: string;
  place: Place;
}

interface Stage {
  name: string;
  read(after: Place | null, most: number): Promise<PlacedJob[]>;
}

/**
 * Reads job ids a page at a time, in the order people look for them: what runs by age, what is ready in the order it
 * will run and then what a key holds up, what is scheduled by due time, what is blocked by age, what is finished with
 * the newest first. A place is (score, id), so that rows are neither lost nor repeated however many share a millisecond.
 */
export class JobPages {
  readonly #redis: Redis;
  readonly #stages: Stage[];

  constructor(redis: Redis, prefix: string, queues: string[], state: JobState | undefined) {
    this.#redis = redis;
    const tags = queues.map((queue) => ({ queue, tag: queueTag(prefix, queue) }));
    const wanted = (name: JobState) => state === undefined || state === name;
    this.#stages = [
      ...(wanted("running") ? [this.#running(tags)] : []),
      ...(wanted("ready") ? this.#ready(tags) : []),
      ...(wanted("ready") ? [this.#sorted("parked", tags, ["parked"], false)] : []),
      ...(wanted("scheduled") ? [this.#sorted("scheduled", tags, ["scheduled"], false)] : []),
      ...(wanted("blocked") ? [this.#sorted("blocked", tags, ["blocked"], false)] : []),
      ...(state === undefined
        ? [this.#sorted("finished", tags, ["failed", "cancelled", "succeeded"], true)]
        : []),
      ...(state === "failed" || state === "cancelled" || state === "succeeded"
        ? [this.#sorted(state, tags, [state], true)]
        : []),
    ];
  }

  /** Up to `most` jobs that follow `after`; fewer only at the end. */
  async read(after: Place | null, most: number): Promise<PlacedJob[]> {
    const first = after ? this.#stages.findIndex((stage) => stage.name === after.stage) : 0;
    const found: PlacedJob[] = [];
    for (
      let index = Math.max(first, 0);
      index < this.#stages.length && found.length < most;
      index++
    ) {
      const stage = this.#stages[index]!;
      found.push(
        ...(await stage.read(stage.name === after?.stage ? after : null, most - found.length)),
      );
    }
    return found;
  }

  #running(tags: { queue: string; tag: string }[]): Stage {
    return {
      name: "running",
      read: async (after, most) => {
        const lists = await Promise.all(
          tags.map(({ tag }) => this.#redis.zrange(`${tag}:running`, 0, `${MOST_RUNNING - 1}`)),
        );
        return lists
          .flatMap((entries, index) =>
            entries.map((entry) => ({
              queue: tags[index]!.queue,
              localId: entry.slice(0, ENTRY_ID_LENGTH),
            })),
          )
          .filter(({ localId }) => !after || localId > after.id)
          .toSorted((a, b) => (a.localId < b.localId ? -1 : 1))
          .slice(0, most)
          .map((job) => ({ ...job, place: { stage: "running", at: 0, id: job.localId } }));
      },
    };
  }

  /** One stage a list. A list is popped at its head while it is paged, so a place counts from the tail ever reached. */
  #ready(tags: { queue: string; tag: string }[]): Stage[] {
    return LEVELS.flatMap((level) =>
      tags.map(({ queue, tag }) => {
        const name = `ready:${level}:${queue}`;
        const list = `${tag}:ready:${level}`;
        return {
          name,
          read: async (after: Place | null, most: number) => {
            const found: PlacedJob[] = [];
            let at = after ? after.at + 1 : null;
            while (found.length < most) {
              const [tailText, length] = await Promise.all([
                this.#redis.hget(`${tag}:meta`, `tail:${level}`),
                this.#redis.llen(list),
              ]);
              if (length === 0) break;
              const headAt = Number(tailText) - length;
              const start = at === null ? 0 : Math.max(at - headAt, 0);
              const entries = await this.#redis.lrange(list, start, start + most - 1);
              if (entries.length === 0) break;
              const dropped = await this.#redis.smismember(`${tag}:dropped`, ...entries);
              entries.forEach((entry, index) => {
                if (dropped[index] === 1 || found.length === most) return;
                const localId = entry.slice(0, ENTRY_ID_LENGTH);
                found.push({
                  queue,
                  localId,
                  place: { stage: name, at: headAt + start + index, id: localId },
                });
              });
              at = headAt + start + entries.length;
            }
            return found;
          },
        };
      }),
    );
  }

  #sorted(
    name: string,
    tags: { queue: string; tag: string }[],
    sets: (JobState | "parked")[],
    newestFirst: boolean,
  ): Stage {
    const sources = tags.flatMap(({ queue, tag }) =>
      sets.map((set) => ({ queue, key: `${tag}:${set}` })),
    );
    const sign = newestFirst ? -1 : 1;
    return {
      name,
      read: async (after, most) => {
        const lists = await Promise.all(
          sources.map(({ key }) => this.#after(key, after, most, newestFirst)),
        );
        return lists
          .flatMap((rows, index) => rows.map((row) => ({ ...row, queue: sources[index]!.queue })))
          .toSorted((a, b) => sign * (a.at - b.at || (a.member < b.member ? -1 : 1)))
          .slice(0, most)
          .map(({ queue, member, at }) => ({
            queue,
            localId: member.slice(0, ENTRY_ID_LENGTH),
            place: { stage: name, at, id: member },
          }));
      },
    };
  }

  /** The members of a sorted set that follow (score, member), which itself may be gone by now. */
  async #after(
    key: string,
    after: Place | null,
    most: number,
    rev: boolean,
  ): Promise<{ member: string; at: number }[]> {
    let from = 0;
    if (after) {
      const rank = rev
        ? await this.#redis.zrevrank(key, after.id)
        : await this.#redis.zrank(key, after.id);
      from = rank === null ? await this.#rankAfter(key, after, rev) : rank + 1;
    }
    const flat = rev
      ? await this.#redis.zrange(key, from, `${from + most - 1}`, "REV", "WITHSCORES")
      : await this.#redis.zrange(key, from, `${from + most - 1}`, "WITHSCORES");
    return flat.flatMap((member, index) =>
      index % 2 === 0 ? [{ member, at: Number(flat[index + 1]) }] : [],
    );
  }

  async #rankAfter(key: string, after: Place, rev: boolean): Promise<number> {
    let rank = rev
      ? await this.#redis.zcount(key, `(${after.at}`, "+inf")
      : await this.#redis.zcount(key, "-inf", `(${after.at}`);
    const ties = await this.#redis.zcount(key, after.at, after.at);
    for (let seen = 0; seen < ties; seen += TIE_CHUNK) {
      const stop = rank + Math.min(TIE_CHUNK, ties - seen) - 1;
      const members = rev
        ? await this.#redis.zrange(key, rank, `${stop}`, "REV")
        : await this.#redis.zrange(key, rank, `${stop}`);
      const next = members.findIndex((member) => (rev ? member < after.id : member > after.id));
      if (next !== -1) return rank + next;
      rank += members.length;
    }
    return rank;
  }
}

export function encodePlace(place: Place): string {
  return Buffer.from(JSON.stringify([place.stage, place.at, place.id])).toString("base64url");
}

/** Null when the text is no place. */
export function decodePlace(text: string): Place | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(value)) return null;
    const [stage, at, id] = value as unknown[];
    return typeof stage === "string" && typeof at === "number" && typeof id === "string"
      ? { stage, at, id }
      : null;
  } catch {
    return null;
  }
}

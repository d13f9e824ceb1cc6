import type { Redis } from "ioredis";
import { type JobAddress, jobIdOf } from "../jobs/names.ts";
import { queueTag } from "../redis/keys.ts";
import { runScript, type Script } from "../redis/script.ts";
import type { StateLetter } from "./record.ts";
import { scripts } from "./scripts.generated.ts";

/** How a parent ended, as those that wait for it are told. `g`: it is gone, and did not succeed. */
export type ParentEnd = "s" | "f" | "c" | "g";

/** News that a job or a batch of this queue waits for. `place`: where it stood in the outbox; "" for none. */
export interface News {
  kind: "job" | "batch";
  localId: string;
  parentId: string;
  end: ParentEnd;
  place: string;
}

export interface NewBatch {
  localId: string;
  total: number;
  name: string;
  by: string;
  rule: "ended" | "succeeded";
  callback: { localId: string; head: string; body: string } | null;
}

/** What jobs of one queue have to do with others: parents that they wait for, and batches that count them. */
export class Families {
  readonly tag: string;
  readonly #redis: Redis;

  constructor(redis: Redis, prefix: string, queue: string) {
    this.#redis = redis;
    this.tag = queueTag(prefix, queue);
  }

  /**
   * Notes that `follower` waits for jobs of this queue, which may be only `promised` yet.
   * Answers for each its state; null when there is no such job.
   */
  async follow(
    follower: JobAddress,
    parents: string[],
    are: "known" | "promised",
  ): Promise<(StateLetter | null)[]> {
    const letters = (await this.#run(scripts.follow, [
      jobIdOf(follower),
      are,
      ...parents,
    ])) as string[];
    return letters.map((letter) => (letter === "" ? null : (letter as StateLetter)));
  }

  /** Forgets who followed parents that ended for good, and what of the outbox was dealt with. */
  async unfollow(parents: string[], places: string[]): Promise<void> {
    await this.#run(scripts.unfollow, [parents.length, ...parents, ...places]);
  }

  /** At most 200 items. `source`: the queue the news comes from; "" when its end was seen, not told. */
  async settle(source: string, news: News[]): Promise<void> {
    await this.#run(scripts.settle, [
      source,
      ...news.flatMap(({ kind, localId, parentId, end, place }) => [
        kind,
        localId,
        parentId,
        end,
        place,
      ]),
    ]);
  }

  async putBatch({ localId, total, name, by, rule, callback }: NewBatch): Promise<void> {
    await this.#run(scripts.putBatch, [
      localId,
      total,
      name,
      by,
      rule,
      ...(callback ? [callback.localId, callback.head, callback.body] : []),
    ]);
  }

  #run(script: Script, args: (string | number)[]): Promise<unknown> {
    return runScript(this.#redis, script, this.tag, args);
  }
}

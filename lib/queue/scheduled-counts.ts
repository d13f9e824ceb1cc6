import type { Redis } from "ioredis";
import { answersOf } from "../redis/answers.ts";
import { DUE_SCALE } from "./page-sources.ts";
import { ENTRY_ID_LENGTH } from "./record.ts";

/** A stretch of time, [from, to). */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

export interface DueWithin {
  count: number;
  /** The next few. */
  first: { localId: string; dueMs: number }[];
}

/** How many of a queue's scheduled jobs are due within each stretch of time, and the first few. Stretches ascend. */
export async function dueWithin(
  redis: Redis,
  tag: string,
  stretches: Stretch[],
  mostFirst: number,
): Promise<DueWithin[]> {
  const found: DueWithin[] = stretches.map(() => ({ count: 0, first: [] }));
  const key = `${tag}:scheduled`;
  const [begin, end] = [stretches[0], stretches.at(-1)];
  // Most queues have none, and then one look is enough.
  if (!begin || !end || (await redis.zcount(key, ...scores(begin.fromMs, end.toMs))) === 0)
    return found;
  const counting = redis.pipeline();
  for (const { fromMs, toMs } of stretches) counting.zcount(key, ...scores(fromMs, toMs));
  (await answersOf(counting)).forEach((count, at) => (found[at]!.count = Number(count)));

  const filled = [...stretches.keys()].filter((at) => found[at]!.count > 0);
  const reading = redis.pipeline();
  for (const at of filled) {
    const [least, most] = scores(stretches[at]!.fromMs, stretches[at]!.toMs);
    reading.zrange(key, least, most, "BYSCORE", "LIMIT", 0, mostFirst, "WITHSCORES");
  }
  (await answersOf(reading)).forEach((flat, index) => {
    found[filled[index]!]!.first = placed(flat as string[]);
  });
  return found;
}

const scores = (fromMs: number, toMs: number): [least: string, most: string] => [
  `${fromMs * DUE_SCALE}`,
  `(${toMs * DUE_SCALE}`,
];

function placed(flat: string[]): DueWithin["first"] {
  const jobs: DueWithin["first"] = [];
  for (let at = 0; at < flat.length; at += 2)
    jobs.push({
      localId: flat[at]!.slice(0, ENTRY_ID_LENGTH),
      dueMs: Math.floor(Number(flat[at + 1]) / DUE_SCALE),
    });
  return jobs;
}

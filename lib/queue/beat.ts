import type { Redis } from "ioredis";
import { runScript } from "../redis/script.ts";
import { scripts } from "./scripts.generated.ts";

const MOST_ENTRIES_A_CALL = 1_000;

export interface BeatAnswer {
  lost: string[];
  cancelled: string[];
}

/** Extends the leases of `entries` of one queue by `leaseMs` from Redis' now. */
export async function beat(
  redis: Redis,
  tag: string,
  leaseMs: number,
  entries: string[],
): Promise<BeatAnswer> {
  const answer: BeatAnswer = { lost: [], cancelled: [] };
  for (let at = 0; at < entries.length; at += MOST_ENTRIES_A_CALL) {
    const batch = entries.slice(at, at + MOST_ENTRIES_A_CALL);
    const [, lost, cancelled] = (await runScript(redis, scripts.beat, tag, [
      leaseMs,
      ...batch,
    ])) as [number, string[], string[]];
    answer.lost.push(...lost);
    answer.cancelled.push(...cancelled);
  }
  return answer;
}

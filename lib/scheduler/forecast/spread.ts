import { MOST_NAMED_TIMES } from "../../api/forecast.ts";
import type { LocalSlot } from "../../schedule/index.ts";
import type { Coming } from "./coming.ts";

/** What one schedule plans within one slot. */
export interface Share {
  coming: Coming;
  runs: number;
  paused: number;
  firstMs: number;
}

/** Calls `take` for each slot that a schedule plans something in. Few times are walked through, many are counted. */
export function spread(
  coming: Coming,
  slots: LocalSlot[],
  take: (slot: number, share: Share) => void,
): void {
  const endMs = slots.at(-1)!.endMs;
  let index = 0;
  let isDense = false;
  let firstMs = coming.next(slots[0]!.startMs - 1);
  while (firstMs !== null && firstMs < endMs) {
    while (slots[index]!.endMs <= firstMs) index++;
    const slot = slots[index]!;
    const walked: Walked | null = isDense ? null : walk(coming, firstMs, slot.endMs);
    const runs: number = walked?.runs ?? coming.count(firstMs, slot.endMs);
    isDense = runs > MOST_NAMED_TIMES;
    take(index, { coming, runs, firstMs, paused: coming.paused(firstMs, slot.endMs) });
    firstMs = walked ? walked.nextMs : coming.next(slot.endMs - 1);
  }
}

interface Walked {
  runs: number;
  nextMs: number | null;
}

/** How many there are up to the end of a slot, and the one after it; null when they are too many to be walked through. */
function walk(coming: Coming, firstMs: number, endMs: number): Walked | null {
  let nextMs: number | null = firstMs;
  for (let runs = 0; runs <= MOST_NAMED_TIMES; runs++) {
    if (nextMs === null || nextMs >= endMs) return { runs, nextMs };
    nextMs = coming.next(nextMs);
  }
  return null;
}

/** All times from the first one on, so many. */
export function timesOf(coming: Coming, firstMs: number, runs: number): number[] {
  const times = [firstMs];
  while (times.length < runs) times.push(coming.next(times.at(-1)!)!);
  return times;
}

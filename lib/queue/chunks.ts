/**
 * The most jobs one call of a script takes: it bounds how long Redis is held, 5 ms at the most with a million jobs
 * (`npm --prefix bench run scale`).
 */
export const MOST_JOBS_A_CALL = 350;

/** Takes as many off the front as weigh no more than one call may; one at least. */
export function takeCall<Item>(items: Item[], weigh: (item: Item) => number): Item[] {
  let weight = 0;
  let count = 0;
  while (count < items.length) {
    weight += weigh(items[count]!);
    if (weight > MOST_JOBS_A_CALL && count > 0) break;
    count++;
  }
  return items.splice(0, count);
}

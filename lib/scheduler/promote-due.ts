import type { Promoted, Queue } from "../queue/queue.ts";

const MOST_JOBS_PROMOTED = 500;

/** Moves every job that is due to ready. Answers when the next one is, and how much news waits in the outbox. */
export async function promoteDue(queue: Queue): Promise<Promoted> {
  for (;;) {
    const promoted = await queue.promote();
    if (promoted.moved < MOST_JOBS_PROMOTED) return promoted;
  }
}

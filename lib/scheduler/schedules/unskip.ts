import type { Schedule } from "../../api/schedules.ts";
import { conflict, notFound } from "../../errors.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { jitterAt } from "../../schedule/index.ts";
import { iso } from "../present.ts";
import type { Store } from "../store.ts";
import { compiledOf } from "./compiled.ts";
import { skippedAhead } from "./coming.ts";
import { livingSchedule, readSchedule } from "./read.ts";
import { standing } from "./skip.ts";

const MOST_TRIES = 5;
const LEDGER_LINES = 500;

/** Takes back a skip whose time is still to come: one that is noted, or that was decided ahead of its time. */
export async function unskip(store: Store, id: string, plannedAt: Date): Promise<Schedule> {
  const plannedMs = plannedAt.getTime();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const stored = await livingSchedule(store, id);
    const outcome = stored.skips.some((skip) => skip.plannedMs === plannedMs)
      ? await store.schedules(stored.queue).markSkip(stored, plannedMs, null)
      : await takeBack(store, stored, plannedMs);
    if (outcome === "missing") throw notFound("periodic job", id);
    if (outcome === "past") throw conflict(`${iso(plannedMs)} has been skipped already.`);
    if (outcome === "taken back") return readSchedule(store, id);
    if (outcome !== "stale" && outcome !== "marked" && outcome !== "full")
      throw conflict(`The skip cannot be taken back now: ${id} ${standing(stored)}.`);
  }
  throw conflict("The periodic job changes all the time. Look at it again and repeat.");
}

/** Of one decided ahead: the planned time is the next again, and what was skipped after it is noted once more. */
async function takeBack(store: Store, stored: StoredSchedule, plannedMs: number) {
  const ledger = await store.scheduleReads(stored.queue).ledger(stored.id, LEDGER_LINES);
  const undone = skippedAhead(ledger, plannedMs - 1);
  if (!undone.some(({ p }) => p === plannedMs))
    throw conflict(`${iso(plannedMs)} is not to be skipped, or has been already.`);
  const isAfterEnd = stored.definition.timing.trigger.kind === "afterEnd";
  return store.schedules(stored.queue).unskipNext(stored, {
    plannedMs,
    watermarkMs: plannedMs - 1,
    nextMs: isAfterEnd ? plannedMs : plannedMs + jitterOf(stored, plannedMs),
    ledger: undone,
    noted: isAfterEnd
      ? []
      : undone
          .filter(({ p }) => p > plannedMs)
          .map(({ p, y = "", r = null }) => ({ plannedMs: p, by: y, reason: r })),
  });
}

function jitterOf(stored: StoredSchedule, plannedMs: number): number {
  const { id, generation, definition } = stored;
  const { jitterMs } = definition.timing;
  return jitterAt(
    { compiled: compiledOf(stored), timing: { jitterMs }, id, generation },
    plannedMs,
  );
}

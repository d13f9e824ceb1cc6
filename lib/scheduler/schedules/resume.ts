import type { Schedule } from "../../api/schedules.ts";
import { conflict, notFound } from "../../errors.ts";
import type { Decided, NotChanged, Schedules } from "../../queue/schedules.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { type MissedRule, ScheduleError } from "../../schedule/index.ts";
import type { Store } from "../store.ts";
import { type Deciding, decidedOf } from "./decided.ts";
import { livingSchedule, readSchedule } from "./read.ts";

const MOST_TRIES = 5;
/** `latest` and `all` fire what the pause held back however long it was: its length is no accident. */
const NO_WINDOW = undefined;

/**
 * Ends a pause. The times that passed are counted as paused; with `latest` the newest of them still fires, with `all` each, up to a
 * hundred of them.
 */
export async function resumeSchedule(
  store: Store,
  id: string,
  missed: MissedRule = "skip",
): Promise<Schedule> {
  if (missed !== "skip") await store.room.admitWhole(0);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const stored = await livingSchedule(store, id);
    if (stored.state === "active") return readSchedule(store, id);
    if (stored.state !== "paused")
      throw conflict(
        stored.state === "ended"
          ? `The periodic job ${id} has ended: there is nothing to resume.`
          : `The periodic job ${id} is not paused: ${stored.problem ?? "it is being changed"}.`,
      );
    const outcome = await resumed(store, stored, missed);
    if (outcome === "missing") throw notFound("periodic job", id);
    if (outcome === "resumed" || outcome === "active") return readSchedule(store, id);
  }
  throw conflict("The periodic job changes all the time. Look at it again and repeat.");
}

/** @throws CarillonError conflict when its times cannot be computed any more: then it stays paused */
async function resumed(store: Store, stored: StoredSchedule, missed: MissedRule) {
  try {
    const schedules = store.schedules(stored.queue);
    return await resumePaused(schedules, stored, store.clock.now(), missed);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw conflict(`Its next time cannot be computed: ${error.message} Mend it, then resume it.`);
  }
}

/** One attempt: `stale` when it was changed since it was read. `untilMs`: the pause ends by itself, and must still end then. */
export async function resumePaused(
  schedules: Schedules,
  schedule: Deciding & Pick<StoredSchedule, "revision" | "pause">,
  nowMs: number,
  missed: MissedRule = "skip",
  untilMs: number | null = null,
): Promise<"resumed" | NotChanged> {
  return schedules.resume(schedule, afterPause(schedule, nowMs, missed), untilMs);
}

function afterPause(
  schedule: Deciding & Pick<StoredSchedule, "pause">,
  nowMs: number,
  policy: MissedRule,
): Decided {
  const { timing } = schedule.definition;
  const decided = decidedOf({ ...schedule, catchUp: null }, nowMs, {
    ...timing.missed,
    policy: policy === "all" ? "all" : "latest",
    max: 100,
    windowMs: NO_WINDOW,
  });
  const runs = policy === "skip" ? [] : decided.runs;
  const { skipped = 0, ...passed } = decided.counters;
  const paused =
    Object.values(passed).reduce((sum, count) => sum + count, 0) +
    (policy === "skip" ? decided.runs.length : 0);
  const told = { y: schedule.pause?.by, r: schedule.pause?.reason ?? undefined };
  const held = policy === "skip" ? decided.runs : [];
  return {
    ...decided,
    ...delayedAnew(schedule, decided, nowMs),
    // A run that fires late stands for none but itself: the others were paused.
    runs: runs.map((run) => ({ ...run, coalesced: 0 })),
    counters: { paused, skipped },
    ledger: [
      ...decided.ledger.map((line) =>
        line.o === "skipped" ? line : { ...line, o: "paused", ...told },
      ),
      ...held.map(({ plannedMs }) => ({ p: plannedMs, d: nowMs, o: "paused", ...told })),
    ],
  };
}

/**
 * One that is planned after each run counts its delay from the end of the pause, unless a run is still alive: see planNext in overlap.lua.
 * Before its start, its first time stays as it was.
 */
function delayedAnew({ definition }: Deciding, decided: Decided, nowMs: number) {
  const { trigger, startAt = 0 } = definition.timing;
  if (trigger.kind !== "afterEnd" || startAt > nowMs) return {};
  return {
    watermarkMs: Math.max(decided.watermarkMs, nowMs),
    nominalMs: null,
    nextMs: null,
  };
}

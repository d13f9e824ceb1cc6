import type { ScheduleStanding } from "../../api/schedule-standing.ts";
import type { Schedule, ScheduleSource } from "../../api/schedules.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { ScheduleNews } from "../../queue/schedule-reads.ts";
import type { StoredSchedule, StoredStanding } from "../../queue/stored-schedule.ts";
import { describe } from "../../schedule/index.ts";
import { iso, isoOrNull } from "../present.ts";
import type { Redactor } from "../redactor.ts";
import { comingOf } from "./coming.ts";
import type { NewestRuns } from "./recent.ts";

const RESTORABLE_MS = 30 * 86_400_000;

/** @param redactor one that knows the schedule's job type */
export function presentSchedule(
  stored: StoredSchedule,
  { live, pending, ledger, recent, running }: ScheduleNews & NewestRuns,
  when: { nowMs: number; mostTimes: number },
  redactor: Redactor,
): Schedule {
  const { definition, queue } = stored;
  const { timing } = definition;
  const { next, skips, clockChanges, passed } = comingOf(stored, ledger, when);
  const jobIds = (localIds: string[]) => localIds.map((localId) => jobIdOf({ queue, localId }));
  return {
    ...presentStanding(stored, redactor),
    queue,
    job: definition.body.n,
    args: redactor.args(definition.body).value,
    options: definition.options,
    trigger: timing.trigger,
    description: describe(timing.trigger),
    overlap: timing.overlap,
    missed: timing.missed,
    startAt: isoOrNull(timing.startAt ?? null),
    endAt: isoOrNull(timing.endAt ?? null),
    limit: timing.limit ?? null,
    jitterMs: timing.jitterMs,
    pauseAfterFailures: timing.pauseAfterFailures,
    source: sourceOf(stored),
    passed,
    cancelled: cancelledOf(stored),
    revision: stored.revision,
    createdAt: iso(stored.createdMs),
    updatedAt: iso(stored.updatedMs),
    createdBy: stored.by,
    plannedFrom: iso(stored.anchorMs),
    next: next.map(iso),
    clockChanges,
    skips: skips.map(({ plannedMs, by, reason }) => ({
      plannedAt: iso(plannedMs),
      by,
      reason: redactor.textOrNull(reason),
    })),
    lastRun: lastRunOf(stored),
    recent,
    pending,
    live: jobIds(live),
    running: jobIds(running),
    counters: stored.counters,
  };
}

export function presentStanding(
  { id, state, nextMs, pause, problem, failuresInRow }: StoredStanding,
  redactor: Redactor,
): ScheduleStanding {
  return {
    id,
    state,
    nextAt: state === "paused" ? null : isoOrNull(nextMs),
    pause: pauseOf(pause, redactor),
    problem: redactor.textOrNull(problem),
    failuresInRow,
  };
}

function sourceOf({ source, revision }: StoredSchedule): ScheduleSource {
  if (!source) return { kind: "hand" };
  return { kind: "code", job: source.job, isChanged: revision > source.revision };
}

function pauseOf(pause: StoredStanding["pause"], redactor: Redactor): Schedule["pause"] {
  if (!pause) return null;
  const { by, atMs, reason, untilMs } = pause;
  return { by, at: iso(atMs), reason: redactor.textOrNull(reason), until: isoOrNull(untilMs) };
}

function cancelledOf({ state, cancelledBy, updatedMs }: StoredSchedule): Schedule["cancelled"] {
  if (state !== "cancelled") return null;
  return {
    by: cancelledBy ?? "unknown",
    at: iso(updatedMs),
    restorableUntil: iso(updatedMs + RESTORABLE_MS),
  };
}

function lastRunOf(stored: StoredSchedule): Schedule["lastRun"] {
  const { queue, lastJob, lastFiredMs, lastPlannedMs } = stored;
  if (lastJob === null || lastFiredMs === null) return null;
  return {
    jobId: jobIdOf({ queue, localId: lastJob }),
    plannedAt: isoOrNull(lastPlannedMs),
    firedAt: iso(lastFiredMs),
  };
}

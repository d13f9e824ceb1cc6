import type { RecentRun, Schedule, ScheduleSource } from "../../api/schedules.ts";
import { jobIdOf } from "../../jobs/names.ts";
import type { ScheduleNews } from "../../queue/schedule-reads.ts";
import type { StoredSchedule } from "../../queue/stored-schedule.ts";
import { describe } from "../../schedule/index.ts";
import { iso, isoOrNull } from "../present.ts";

export function presentSchedule(
  stored: StoredSchedule,
  next: number[],
  { live, pending }: ScheduleNews,
  recent: RecentRun[],
): Schedule {
  const { definition, queue, pause } = stored;
  const { timing } = definition;
  return {
    id: stored.id,
    queue,
    job: definition.body.n,
    args: definition.body.a,
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
    failuresInRow: stored.failuresInRow,
    source: sourceOf(stored),
    state: stored.state,
    pause: pause && {
      by: pause.by,
      at: iso(pause.atMs),
      reason: pause.reason,
      until: isoOrNull(pause.untilMs),
    },
    problem: stored.problem,
    revision: stored.revision,
    createdAt: iso(stored.createdMs),
    updatedAt: iso(stored.updatedMs),
    createdBy: stored.by,
    plannedFrom: iso(stored.anchorMs),
    nextAt: stored.state === "paused" ? null : isoOrNull(stored.nextMs),
    next: next.map(iso),
    skips: stored.skips.map(({ plannedMs, by, reason }) => ({
      plannedAt: iso(plannedMs),
      by,
      reason,
    })),
    lastRun:
      stored.lastJob !== null && stored.lastFiredMs !== null
        ? {
            jobId: jobIdOf({ queue, localId: stored.lastJob }),
            plannedAt: isoOrNull(stored.lastPlannedMs),
            firedAt: iso(stored.lastFiredMs),
          }
        : null,
    recent,
    pending,
    live: live.map((localId) => jobIdOf({ queue, localId })),
    counters: stored.counters,
  };
}

function sourceOf({ source, revision }: StoredSchedule): ScheduleSource {
  if (!source) return { kind: "hand" };
  return { kind: "code", job: source.job, isChanged: revision > source.revision };
}

import type { Stats } from "../api/system.ts";
import type { Schedule } from "../api/schedules.ts";
import { JOB_STATES } from "../jobs/states.ts";
import { noJobs } from "../queue/reads.ts";
import { percentileOf, readRuns } from "../queue/stats.ts";
import { compile } from "../schedule/index.ts";
import { attentionOf } from "./attention.ts";
import { iso, isoOrNull } from "./present.ts";
import { listJobs } from "./read-jobs.ts";
import { listSchedules } from "./schedules/read.ts";
import { readSituation } from "./situation.ts";
import type { Store } from "./store.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;
const MOST_RUNNING_SHOWN = 8;

/** The overview in one read. */
export async function readStats(store: Store): Promise<Stats> {
  const [situation, runningNow] = await Promise.all([
    readSituation(store, async () => (await listSchedules(store)).items),
    listJobs(store, { state: "running", limit: MOST_RUNNING_SHOWN }),
  ]);
  const { nowMs, queues, workers, schedules, failedInDay } = situation;
  const reads = queues.map(({ name }) => store.reads(name));
  const [runs, nextScheduled, plans] = await Promise.all([
    readRuns(
      store.redis,
      reads.map(({ tag }) => tag),
      nowMs,
    ),
    Promise.all(reads.map((read) => read.nextScheduledMs())),
    Promise.all(reads.map((read) => read.scheduledPerHour(hourOf(nowMs), HOURS))),
  ]);
  const counts = queues.reduce((sum, queue) => {
    for (const state of JOB_STATES) sum[state] += queue.counts[state];
    return sum;
  }, noJobs());
  const alive = workers.filter(({ state }) => state === "active");
  const executors = alive.filter(({ kind }) => kind === "executor");
  return {
    now: iso(nowMs),
    counts,
    schedules: {
      active: schedules.filter(({ state }) => state === "active").length,
      paused: schedules.filter(({ state }) => state === "paused").length,
      total: schedules.length,
    },
    workers: {
      executors: executors.length,
      schedulers: alive.length - executors.length,
      slots: executors.reduce((sum, { slots }) => sum + (slots ?? 0), 0),
    },
    nextDueAt: isoOrNull(
      earliest([
        ...nextScheduled,
        ...schedules.map(({ nextAt }) => (nextAt === null ? null : Date.parse(nextAt))),
      ]),
    ),
    oldestReadyAt: isoOrNull(
      earliest(
        queues.map(({ oldestReadyAt }) =>
          oldestReadyAt === null ? null : Date.parse(oldestReadyAt),
        ),
      ),
    ),
    failedInDay,
    succeededInDay: runs.hours.reduce((sum, hour) => sum + hour.succeeded, 0),
    succeededPerMinute: runs.succeededPerMinute,
    waitP95Ms: percentileOf(runs.waits, 0.95),
    pastDay: runs.hours.map(({ startMs, succeeded, failed: failures }) => ({
      at: iso(startMs),
      succeeded,
      failed: failures,
    })),
    nextDay: planned(schedules, plans, nowMs),
    attention: attentionOf(situation),
    runningNow: runningNow.items,
  };
}

const hourOf = (ms: number) => Math.floor(ms / HOUR_MS) * HOUR_MS;

function earliest(times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Starts in each of the coming hours, this one first: scheduled jobs, and the planned times of schedules. */
function planned(schedules: Schedule[], scheduled: number[][], nowMs: number): Stats["nextDay"] {
  const fromMs = hourOf(nowMs);
  const starts = Array.from({ length: HOURS }, (_, hour) =>
    scheduled.reduce((sum, queue) => sum + (queue[hour] ?? 0), 0),
  );
  for (const schedule of schedules) {
    for (const [hour, count] of startsPerHour(schedule, fromMs, nowMs).entries())
      starts[hour]! += count;
  }
  return starts.map((count, hour) => ({ at: iso(fromMs + hour * HOUR_MS), starts: count }));
}

function startsPerHour(schedule: Schedule, fromMs: number, nowMs: number): number[] {
  const first = schedule.next[0];
  if (schedule.state !== "active" || first === undefined)
    return Array.from({ length: HOURS }, () => 0);
  const timing = {
    trigger: schedule.trigger,
    startAt: msOrUndefined(schedule.startAt),
    endAt: msOrUndefined(schedule.endAt),
  };
  const trigger = compile(timing, { anchorMs: Date.parse(first) });
  return Array.from({ length: HOURS }, (_, hour) => {
    const startMs = fromMs + hour * HOUR_MS;
    return trigger.count(Math.max(startMs, nowMs, Date.parse(first)) - 1, startMs + HOUR_MS - 1);
  });
}

const msOrUndefined = (instant: string | null) =>
  instant === null ? undefined : Date.parse(instant);

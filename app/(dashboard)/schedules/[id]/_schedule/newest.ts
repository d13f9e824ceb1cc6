import type { RecentRun, Schedule } from "@/lib/api/schedules.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { percentile, tookOf } from "./durations.ts";

/** A run that takes so many times as long as almost all before it hangs, as far as can be told. */
const FAR_BEYOND = 2;
/** A minute is no reason to wake anybody. */
const LEAST_MS = 60_000;

export interface HangingRun {
  jobId: string;
  /** Since when it has been under way, or longer. */
  since: string;
  /** What 95 of 100 before it took; null when none is known. */
  p95Ms: number | null;
  /** How many planned times in a row were skipped because of it. */
  blocked: number;
}

/** The run under way that holds up the plan far longer than runs take. */
export function hangingRun(schedule: Schedule, nowMs: number): HangingRun | null {
  const { recent, running } = schedule;
  const blocked = blockedTimes(schedule);
  const jobId = running[0];
  if (jobId === undefined || blocked === 0) return null;
  // One that has pushed itself out of the newest outcomes began before all of them.
  const since = recent.find((run) => run.jobId === jobId)?.startedAt ?? recent.at(-1)!.plannedAt;
  const took = tookOf(schedule).map(({ ms }) => ms);
  const p95Ms = took.length > 0 ? percentile(took, 0.95) : null;
  const forMs = nowMs - Date.parse(since);
  return forMs < Math.max(LEAST_MS, (p95Ms ?? 0) * FAR_BEYOND)
    ? null
    : { jobId, since, p95Ms, blocked };
}

/** How many planned times in a row, up to the newest, were skipped because a run was alive. */
function blockedTimes({ recent }: Schedule): number {
  const first = recent.findIndex(({ outcome }) => outcome !== "overlap-skipped");
  return first === -1 ? recent.length : first;
}

/** A run that is kept. */
export type KeptRun = RecentRun & { jobId: string; jobState: JobState };

/** The newest first. */
export const keptRuns = ({ recent }: Schedule): KeptRun[] =>
  recent.filter((run): run is KeptRun => run.jobId !== null && run.jobState !== null);

/** The newest run that failed, while it is kept. */
export const newestFailure = (schedule: Schedule): KeptRun | undefined =>
  keptRuns(schedule).find(({ jobState }) => jobState === "failed");

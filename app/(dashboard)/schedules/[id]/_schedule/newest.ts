import type { Schedule } from "@/lib/api/schedules.ts";

/** How many planned times in a row, up to the newest, were skipped because a run was alive. */
export function blockedTimes({ recent }: Schedule): number {
  const first = recent.findIndex(({ outcome }) => outcome !== "overlap-skipped");
  return first === -1 ? recent.length : first;
}

/** The newest run that failed, while it is kept. */
export function newestFailure({ recent }: Schedule): { jobId: string; at: string } | null {
  const failed = recent.find(({ jobState }) => jobState === "failed");
  if (!failed?.jobId) return null;
  return { jobId: failed.jobId, at: failed.finishedAt ?? failed.plannedAt };
}

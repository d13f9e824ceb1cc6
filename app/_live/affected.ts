import type { Hint } from "@/lib/jobs/hint.ts";
import { isFinal } from "@/lib/jobs/states.ts";

/** What a hint says about one cached answer, by the path it was read from. */
export function isAffected(key: string, { states, jobs, schedules, queue }: Hint): boolean {
  const { pathname, searchParams } = new URL(key, "http://carillon");
  const [, , , resource, id] = pathname.split("/");
  switch (resource) {
    case "stats":
    case "queues":
    case "alerts":
      return true;
    case "schedules":
      // Runs come and go with the jobs of a schedule.
      return schedules || states.length > 0;
    case "forecast":
      // A run that fires takes one from many: that can wait for the next look. A schedule that was changed cannot.
      return schedules && states.length === 0;
    case "batches":
      return states.some(isFinal);
    case "jobs": {
      if (id !== undefined) return jobs.includes(decodeURIComponent(id)) || isCut(jobs);
      const state = searchParams.get("state");
      const ofQueue = searchParams.get("queue");
      if (ofQueue !== null && ofQueue !== queue) return false;
      return state === null || states.some((each) => each === state);
    }
    default:
      return false;
  }
}

/** A hint names a hundred jobs at most. */
const isCut = (jobs: string[]) => jobs.length >= 100;

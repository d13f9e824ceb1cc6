import { STATES_OF, type OperationAction } from "@/lib/jobs/operation.ts";
import type { JobFilter } from "@/lib/api/jobs.ts";

interface Words {
  verb: string;
  /** What has been done to a job. */
  done: string;
  /** What will be so afterwards. */
  consequence: string;
}

/** Every action on many jobs in words, here and nowhere else. */
export const OPERATION_WORDS: Record<OperationAction, Words> = {
  retry: {
    verb: "Retry",
    done: "Retried",
    consequence:
      "They go back to their queues with all their attempts. What fails after this moment is left alone.",
  },
  cancel: {
    verb: "Cancel",
    done: "Cancelled",
    consequence:
      "What waits will not start. What runs is asked to stop, and what it has already done stays done.",
  },
  delete: {
    verb: "Delete",
    done: "Deleted",
    consequence:
      "Their arguments, results, attempts and log lines go with them. This cannot be undone.",
  },
};

/** "state = failed or cancelled, type = mail.send": what is meant, to the letter. */
export function filterText(action: OperationAction, filter: JobFilter): string {
  const { state, ...others } = filter;
  const states = state === undefined ? STATES_OF[action] : [state];
  return Object.entries({ state: states.join(" or "), ...others })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
}

/** Where the jobs of a filter are listed. */
export function jobsHref(filter: JobFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return `/jobs?${new URLSearchParams(given)}`;
}

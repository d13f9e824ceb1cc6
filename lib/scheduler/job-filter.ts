import type { JobFilter } from "../api/jobs.ts";
import type { StoredJob } from "../queue/reads.ts";

/** The fields of a filter that no index answers: each job has to be looked at. */
export function needsScan({ type, schedule }: JobFilter): boolean {
  return type !== undefined || schedule !== undefined;
}

/** Whether a job fits every field that is given. */
export function fits(job: StoredJob, { state, queue, type, schedule }: JobFilter): boolean {
  return (
    (state === undefined || job.state === state) &&
    (queue === undefined || job.queue === queue) &&
    (type === undefined || job.envelope.body.n === type) &&
    (schedule === undefined || job.envelope.scheduleId === schedule)
  );
}

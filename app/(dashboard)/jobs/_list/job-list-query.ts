import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ListJobs } from "@/lib/api/jobs.ts";
import { JOB_STATES } from "@/lib/jobs/states.ts";
import { addressedQuery } from "../../_filters/addressed-query.ts";
import { type Span, SPAN_NAMES } from "../../_filters/time-range.ts";

/** The list of jobs is what its address says. */
export const jobListParsers = {
  state: parseAsStringLiteral(JOB_STATES),
  queue: parseAsString,
  type: parseAsString,
  tag: parseAsString,
  schedule: parseAsString,
  q: parseAsString,
  /** A span of time up to now, or from now: what is bookmarked stays true. */
  within: parseAsStringLiteral(SPAN_NAMES),
  from: parseAsString,
  to: parseAsString,
  cursor: parseAsString,
};
export const loadJobListQuery = createLoader(jobListParsers);

export type JobListQuery = Partial<ListJobs>;
export type JobListAddress = { [key in keyof typeof jobListParsers]: string | null } & {
  within: Span | null;
};
export type JobListChange = Partial<JobListAddress>;

export const NO_FILTERS: JobListChange = {
  queue: null,
  type: null,
  tag: null,
  schedule: null,
  q: null,
  within: null,
  from: null,
  to: null,
};

export const jobListQuery = (address: JobListAddress, nowMs: number) =>
  addressedQuery(ListJobs, address, nowMs);

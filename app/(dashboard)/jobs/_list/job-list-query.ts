import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ListJobs } from "@/lib/api/jobs.ts";
import { JOB_STATES } from "@/lib/jobs/states.ts";
import { rangeOfSpan, type Span, SPAN_NAMES } from "./time-range.ts";

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

/** What the address asks for, without what it got wrong: a bad filter must not break the page. */
export function jobListQuery(
  { within, ...address }: JobListAddress,
  nowMs: number,
): { query: JobListQuery; ignored: string[] } {
  const given = Object.entries(address).filter(([, value]) => value !== null && value !== "");
  const isGood = ([name, value]: [string, string | null]) =>
    ListJobs.shape[name as keyof typeof address].safeParse(value).success;
  const query = Object.fromEntries(given.filter(isGood)) as JobListQuery;
  return {
    query: within === null ? query : { ...query, ...rangeOfSpan(within, query.state, nowMs) },
    ignored: given.filter((entry) => !isGood(entry)).map(([name]) => name),
  };
}

import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ListJobs } from "@/lib/api/jobs.ts";
import { JOB_STATES } from "@/lib/jobs/states.ts";

/** The list of jobs is what its address says. */
export const jobListParsers = {
  state: parseAsStringLiteral(JOB_STATES),
  queue: parseAsString,
  type: parseAsString,
  schedule: parseAsString,
  cursor: parseAsString,
};
export const loadJobListQuery = createLoader(jobListParsers);

export type JobListQuery = Partial<ListJobs>;

/** What the address asks for, without what it got wrong: a bad filter must not break the page. */
export function jobListQuery(address: Record<keyof typeof jobListParsers, string | null>): {
  query: JobListQuery;
  ignored: string[];
} {
  const given = Object.entries(address).filter(([, value]) => value !== null && value !== "");
  const isGood = ([name, value]: [string, string | null]) =>
    ListJobs.shape[name as keyof typeof jobListParsers].safeParse(value).success;
  return {
    query: Object.fromEntries(given.filter(isGood)) as JobListQuery,
    ignored: given.filter((entry) => !isGood(entry)).map(([name]) => name),
  };
}

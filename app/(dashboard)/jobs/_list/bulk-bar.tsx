"use client";
import { JobFilter } from "@/lib/api/jobs.ts";
import { OperationAction, STATES_OF } from "@/lib/jobs/operation.ts";
import { BulkAction } from "./bulk-action.tsx";
import type { JobListQuery } from "./job-list-query.ts";

interface BulkBarProps {
  query: JobListQuery;
  /** How many jobs are listed, where that is known. */
  total: number | null;
}

/** What can be done to all jobs that fit the filters; nothing while there is no filter, since that would mean all there are. */
export function BulkBar({ query, total }: BulkBarProps) {
  const filter = filterOf(query);
  if (Object.keys(filter).length === 0 || total === 0) return null;
  const { state } = filter;
  const actions = OperationAction.options.filter(
    (action) => state === undefined || STATES_OF[action].includes(state),
  );
  return (
    <div
      role="group"
      aria-label="All that fit the filters"
      className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2"
    >
      <span className="text-sm text-ink-3">All that fit:</span>
      {actions.map((action) => (
        <BulkAction
          // Another filter is another question: nothing of the last one may stay.
          key={`${action} ${JSON.stringify(filter)}`}
          action={action}
          filter={filter}
          count={state === undefined ? null : total}
        />
      ))}
    </div>
  );
}

const FILTER_NAMES = Object.keys(JobFilter.shape) as (keyof JobFilter)[];

/** The part of the address that says which jobs, without where the page stands. */
function filterOf(query: JobListQuery): JobFilter {
  const given = FILTER_NAMES.filter((name) => query[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, query[name]]));
}

"use client";
import { useQueryStates } from "nuqs";
import { useApi } from "@/app/_live/use-api.ts";
import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { jobStateWord } from "@/app/_ui/states.tsx";
import type { JobPage } from "@/lib/api/jobs.ts";
import type { JobState } from "@/lib/jobs/states.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { JobFilters } from "./job-filters.tsx";
import { jobListParsers, type JobListQuery, jobListQuery } from "./job-list-query.ts";
import { JobTable } from "./job-table.tsx";
import { StateTabs } from "./state-tabs.tsx";
import { useSteadyRows } from "./use-steady-rows.ts";

export function JobList() {
  const [address, setAddress] = useQueryStates(jobListParsers, { history: "push" });
  const { query, ignored } = jobListQuery(address);
  const { data: page, error } = useApi("listJobs", { query });
  const show = (change: Partial<Record<keyof typeof jobListParsers, string | null>>) =>
    void setAddress({ cursor: null, ...change } as never);
  const title = query.state === undefined ? "Jobs" : `${jobStateWord(query.state)} jobs`;
  return (
    <>
      <PageHeader
        title={title}
        tab={
          page === undefined || page.total === null ? title : `${title} (${countText(page.total)})`
        }
        about={page && <Extent page={page} query={query} />}
        actions={<ButtonLink href="/operations">Bulk operations</ButtonLink>}
      />
      {ignored.length > 0 && (
        <Failure title="Part of the address was not understood" className="mb-4">
          {plural(ignored.length, "filter")} ignored: {ignored.join(", ")}.
        </Failure>
      )}
      <Panel label={title}>
        <StateTabs
          current={query.state}
          queue={query.queue}
          onChoose={(state) => show({ state })}
        />
        <JobFilters query={query} onChange={show} />
        <BulkBar query={query} total={page?.total ?? null} />
        {error && !page && (
          <div className="p-4">
            <Failure title="The jobs cannot be read">{error.message}</Failure>
          </div>
        )}
        {!page && !error && <SkeletonRows rows={10} />}
        {page && (
          <Rows
            page={page}
            query={query}
            clear={() => show({ queue: null, type: null, schedule: null })}
          />
        )}
        {page && (page.nextCursor !== null || query.cursor !== undefined) && (
          <div className="flex items-center justify-end gap-2 border-t border-line px-3.5 py-2">
            {query.cursor !== undefined && (
              <Button onClick={() => show({ cursor: null })}>First page</Button>
            )}
            {page.nextCursor !== null && (
              <Button onClick={() => show({ cursor: page.nextCursor })}>Next page</Button>
            )}
          </div>
        )}
      </Panel>
    </>
  );
}

function Rows({ page, query, clear }: { page: JobPage; query: JobListQuery; clear: () => void }) {
  const { rows, gone, held, hold, release } = useSteadyRows(page.items, JSON.stringify(query));
  if (rows.length === 0) return <NoJobs query={query} page={page} clear={clear} />;
  return (
    <div
      onPointerEnter={({ pointerType }) => pointerType === "mouse" && hold()}
      onPointerLeave={release}
      className="relative"
    >
      {held > 0 && (
        <div className="absolute top-1 left-1/2 z-[1] -translate-x-1/2">
          <Button compact look="primary" onClick={release}>
            {countText(held)} new: show
          </Button>
        </div>
      )}
      <JobTable caption="Jobs" jobs={rows} gone={gone} />
    </div>
  );
}

function NoJobs({ query, page, clear }: { query: JobListQuery; page: JobPage; clear: () => void }) {
  const isFiltered = query.type ?? query.queue ?? query.schedule;
  if (page.nextCursor !== null)
    return (
      <Empty title="None among those searched so far">
        {plural(page.scanned, "job")} searched. The next page searches on.
      </Empty>
    );
  if (isFiltered)
    return (
      <Empty title="No job fits these filters">
        <Button onClick={clear}>Clear the filters</Button>
      </Empty>
    );
  return (
    <Empty title={emptyTitle(query.state)}>
      {(query.state === undefined || query.state === "scheduled") && (
        <>
          <p>Create one here, or from a program with the SchedulerService.</p>
          <ButtonLink href="/jobs/new" look="primary">
            New job
          </ButtonLink>
        </>
      )}
    </Empty>
  );
}

function emptyTitle(state: JobState | undefined): string {
  if (state === undefined) return "There are no jobs yet";
  if (state === "failed") return "No job has failed";
  return `No job is ${jobStateWord(state).toLowerCase()}`;
}

function Extent({ page, query }: { page: JobPage; query: JobListQuery }) {
  if (page.total === null) return <>{plural(page.scanned, "job")} searched for this page.</>;
  const where = query.queue === undefined ? "in all queues" : `in the queue ${query.queue}`;
  return (
    <>
      {plural(page.total, "job")} {where}
      {query.cursor !== undefined && ", a later page"}.
    </>
  );
}

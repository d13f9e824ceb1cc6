"use client";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { useNow } from "@/app/_live/clock.tsx";
import { ExportMenu } from "@/app/_live/export-menu.tsx";
import { SteadyRows } from "@/app/_live/steady-rows.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Button, ButtonLink } from "@/app/_ui/button.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { jobStateWord } from "@/app/_ui/states.tsx";
import { DEFAULT_PAGE, type JobPage } from "@/lib/api/jobs.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { Extent } from "./extent.tsx";
import { JobFilters } from "./job-filters.tsx";
import {
  type JobListChange,
  jobListParsers,
  type JobListQuery,
  jobListQuery,
  NO_FILTERS,
} from "./job-list-query.ts";
import { JobTable } from "./job-table.tsx";
import { NoJobs } from "./no-jobs.tsx";
import { StateTabs } from "./state-tabs.tsx";

export function JobList() {
  const [address, setAddress] = useQueryStates(jobListParsers, { history: "push" });
  const now = useNow();
  // A span of time counts from when it was asked for: a list whose edge crept on would be read again each minute.
  const [askedMs, setAskedMs] = useState(now);
  const { query, ignored } = jobListQuery(address, askedMs);
  const { data: page, error } = useApi("listJobs", { query });
  const show = (change: JobListChange, history: "push" | "replace" = "push") => {
    setAskedMs(now);
    void setAddress({ cursor: null, ...change } as never, { history });
  };
  const goOn = () => show({ cursor: page?.nextCursor ?? null });
  const title = query.state === undefined ? "Jobs" : `${jobStateWord(query.state)} jobs`;
  return (
    <>
      <PageHeader
        title={title}
        tab={
          page === undefined || page.total === null ? title : `${title} (${countText(page.total)})`
        }
        about={page && <Extent page={page} query={query} />}
        actions={
          <>
            <ExportMenu name="exportJobs" query={query} />
            <ButtonLink href="/operations">Bulk operations</ButtonLink>
          </>
        }
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
        <JobFilters
          query={query}
          within={address.within}
          onChange={show}
          onType={(change) => show(change, "replace")}
        />
        <BulkBar query={query} total={page?.total ?? null} />
        {error && !page && (
          <div className="p-4">
            <Failure title="The jobs cannot be read">{error.message}</Failure>
          </div>
        )}
        {!page && !error && <SkeletonRows rows={10} />}
        {page && <Rows page={page} query={query} clear={() => show(NO_FILTERS)} goOn={goOn} />}
        {page && <Paging page={page} query={query} first={() => show({})} goOn={goOn} />}
      </Panel>
    </>
  );
}

interface RowsProps {
  page: JobPage;
  query: JobListQuery;
  clear: () => void;
  goOn: () => void;
}

function Rows({ page, query, clear, goOn }: RowsProps) {
  return (
    <SteadyRows items={page.items} listKey={JSON.stringify(query)}>
      {(rows, gone) =>
        rows.length === 0 ? (
          <NoJobs query={query} page={page} clear={clear} goOn={goOn} />
        ) : (
          <JobTable caption="Jobs" jobs={rows} gone={gone} />
        )
      }
    </SteadyRows>
  );
}

interface PagingProps {
  page: JobPage;
  query: JobListQuery;
  first: () => void;
  goOn: () => void;
}

/** A search whose budget was spent before the page was full is kept up; a full page is followed by the next. */
function Paging({ page, query, first, goOn }: PagingProps) {
  const { items, nextCursor, total } = page;
  const isLater = query.cursor !== undefined;
  const hasNext = nextCursor !== null && items.length > 0;
  if (!isLater && !hasNext) return null;
  const isFull = total !== null || items.length === DEFAULT_PAGE;
  return (
    <div className="flex items-center justify-end gap-2 border-t border-line px-3.5 py-2">
      {isLater && <Button onClick={first}>First page</Button>}
      {hasNext && <Button onClick={goOn}>{isFull ? "Next page" : "Keep looking"}</Button>}
    </div>
  );
}

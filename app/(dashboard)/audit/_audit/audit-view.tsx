"use client";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { useNow } from "@/app/_live/clock.tsx";
import { ExportMenu } from "@/app/_live/export-menu.tsx";
import { SteadyRows } from "@/app/_live/steady-rows.tsx";
import { At } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { AuditPage } from "@/lib/api/audit.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditChange, auditParsers, auditQuery, NO_FILTERS } from "./audit-query.ts";
import { AuditTable } from "./audit-table.tsx";

const ABOUT =
  "Every change and every refusal, the newest 100,000. Nobody can change it, and secrets are left out.";

/** Who did what, to what, from where, and what became of it. */
export function AuditView() {
  const refusal = useRefusal("audit:read");
  const [address, setAddress] = useQueryStates(auditParsers, { history: "push" });
  const now = useNow();
  // A span of time counts from when it was asked for: a list whose edge crept on would be read again each minute.
  const [askedMs, setAskedMs] = useState(now);
  const { query, ignored } = auditQuery(address, askedMs);
  const { data: page, error } = useApi("listAudit", refusal === null ? { query } : null);
  const show = (change: AuditChange, history: "push" | "replace" = "push") => {
    setAskedMs(now);
    void setAddress({ cursor: null, ...change } as never, { history });
  };
  return (
    <>
      <PageHeader
        title="Audit log"
        about={ABOUT}
        actions={<ExportMenu name="exportAudit" query={query} />}
      />
      {ignored.length > 0 && (
        <Failure title="Part of the address was not understood" className="mb-4">
          {plural(ignored.length, "filter")} ignored: {ignored.join(", ")}.
        </Failure>
      )}
      <Panel label="Audit log">
        {refusal !== null ? (
          <Empty title="You may not read the audit log">
            <p>{refusal}</p>
          </Empty>
        ) : (
          <AuditFilters
            query={query}
            within={address.within}
            onChange={show}
            onType={(change) => show(change, "replace")}
          />
        )}
        {error && !page && (
          <div className="p-4">
            <Failure title="The audit log cannot be read">{error.message}</Failure>
          </div>
        )}
        {refusal === null && !page && !error && <SkeletonRows rows={10} />}
        {page && (
          <SteadyRows items={page.items} listKey={JSON.stringify(query)}>
            {(rows) =>
              rows.length === 0 ? (
                <NoEntries page={page} clear={() => show(NO_FILTERS)} />
              ) : (
                <AuditTable entries={rows} />
              )
            }
          </SteadyRows>
        )}
        {page && (
          <Paging
            page={page}
            isLater={query.cursor !== undefined}
            first={() => show({})}
            goOn={() => show({ cursor: page.nextCursor })}
          />
        )}
      </Panel>
    </>
  );
}

function NoEntries({ page, clear }: { page: AuditPage; clear: () => void }) {
  if (page.lookedTo !== null)
    return (
      <Empty title="None so far">
        <p>
          Looked back to <At at={page.lookedTo} />.
        </p>
      </Empty>
    );
  return (
    <Empty title="Nothing in the log fits">
      <Button onClick={clear}>Clear the filters</Button>
    </Empty>
  );
}

interface PagingProps {
  page: AuditPage;
  isLater: boolean;
  first: () => void;
  goOn: () => void;
}

/** A search whose budget was spent before the page was full is kept up; a full page is followed by the next. */
function Paging({ page: { items, nextCursor, lookedTo }, isLater, first, goOn }: PagingProps) {
  if (!isLater && nextCursor === null) return null;
  return (
    <div className="flex items-center justify-end gap-2 border-t border-line px-3.5 py-2">
      {lookedTo !== null && (
        <span className="mr-auto text-sm text-ink-3">
          Looked back to <At at={lookedTo} />
        </span>
      )}
      {isLater && <Button onClick={first}>Newest</Button>}
      {nextCursor !== null && (
        <Button onClick={goOn}>{items.length === 0 ? "Keep looking" : "Older"}</Button>
      )}
    </div>
  );
}

"use client";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { Empty, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Ledger } from "@/lib/api/schedules.ts";

type Entry = Ledger["items"][number];

const OUTCOMES: Record<Entry["outcome"], string> = {
  fired: "ran",
  coalesced: "missed; the latest ran for it",
  "overlap-skipped": "skipped: a run was still alive",
  "missed-window": "missed: too long ago",
  "missed-skipped": "missed, and skipped",
  "missed-capped": "missed: too many at once",
  paused: "paused",
  skipped: "skipped by hand",
  cancelled: "cancelled before it ran",
  triggered: "run by hand, beside the plan",
  backfilled: "backfilled",
};

/** What became of each planned time, those that did not run with the reason. */
export function LedgerPanel({ id }: { id: string }) {
  const { data } = useApi("getLedger", { params: { id } });
  const { timeZone } = useZone();
  return (
    <Panel title="What became of the planned times" aside="newest first">
      {!data ? (
        <SkeletonRows rows={4} />
      ) : data.items.length === 0 ? (
        <Empty title="No planned time has come yet" />
      ) : (
        <div
          className="max-h-[420px] overflow-auto"
          tabIndex={0}
          role="region"
          aria-label="Planned times"
        >
          <Table caption="Planned times and what became of them">
            <Head>
              <Th>Planned for</Th>
              <Th>Outcome</Th>
              <Th numeric>Times</Th>
              <Th numeric>Late by</Th>
            </Head>
            <Body>
              {data.items.map((entry) => (
                <Row key={`${entry.plannedAt} ${entry.outcome} ${entry.decidedAt}`}>
                  <Td>
                    <Mono>{instantText(entry.plannedAt, timeZone)}</Mono>
                  </Td>
                  <Td className={entry.outcome === "fired" ? "" : "text-late"}>
                    {entry.jobId === null ? (
                      OUTCOMES[entry.outcome]
                    ) : (
                      <Link className="underline" href={`/jobs/${encodeURIComponent(entry.jobId)}`}>
                        {OUTCOMES[entry.outcome]}
                      </Link>
                    )}
                    {entry.reason !== null && <span className="text-ink-3"> {entry.reason}</span>}
                  </Td>
                  <Td numeric className={entry.count === 1 ? "max-sm:hidden" : ""}>
                    {countText(entry.count)}
                  </Td>
                  <Td numeric className="text-ink-3">
                    {lateText(entry)}
                  </Td>
                </Row>
              ))}
            </Body>
          </Table>
        </div>
      )}
    </Panel>
  );
}

const lateText = ({ outcome, plannedAt, decidedAt }: Entry) =>
  outcome === "fired" ? `${countText(Date.parse(decidedAt) - Date.parse(plannedAt))} ms` : "";

"use client";
import Link from "next/link";
import { memo } from "react";
import { useZone } from "@/app/_live/zone.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { instantText } from "@/app/_ui/instants.ts";
import { countText } from "@/app/_ui/numbers.ts";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { LedgerEntry } from "@/lib/api/schedules.ts";
import { OUTCOME_WORDS } from "./outcome-words.ts";

type Line = LedgerEntry & { id: string };

export function LedgerTable({ rows }: { rows: Line[] }) {
  const { timeZone } = useZone();
  return (
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
          <Th numeric>Late by</Th>
        </Head>
        <Body>
          {rows.map((line) => (
            <LedgerRow key={line.id} line={line} timeZone={timeZone} />
          ))}
        </Body>
      </Table>
    </div>
  );
}

/** A line never changes once it is written: five hundred of them are drawn once. */
const LedgerRow = memo(
  function LedgerRow({ line, timeZone }: { line: Line; timeZone: string }) {
    const { plannedAt, outcome, count, jobId, blockedBy } = line;
    const words = OUTCOME_WORDS[outcome];
    const why = whyText(line);
    return (
      <Row>
        <Td>
          <Mono>{instantText(plannedAt, timeZone)}</Mono>
        </Td>
        <Td
          className={classNames("py-1 whitespace-normal sm:w-full", !isRun(outcome) && "text-late")}
        >
          {jobId === null ? words : <To id={jobId}>{words}</To>}
          {count > 1 && ` × ${countText(count)}`}
          {blockedBy !== null && (
            <>
              {" "}
              (<To id={blockedBy}>that run</To>)
            </>
          )}
          {why !== "" && <span className="block text-sm text-ink-3">{why}</span>}
        </Td>
        <Td numeric className="text-ink-3 max-sm:ml-auto">
          {lateText(line)}
        </Td>
      </Row>
    );
  },
  (before, after) => before.line.id === after.line.id && before.timeZone === after.timeZone,
);

const To = ({ id, children }: { id: string; children: string }) => (
  <Link className="underline" href={`/jobs/${encodeURIComponent(id)}`}>
    {children}
  </Link>
);

const isRun = (outcome: LedgerEntry["outcome"]) =>
  outcome === "fired" || outcome === "triggered" || outcome === "backfilled";

function whyText({ by, reason }: LedgerEntry): string {
  return [by, reason].filter((part) => part !== null).join(": ");
}

const lateText = ({ outcome, plannedAt, decidedAt }: LedgerEntry) =>
  outcome === "fired"
    ? durationText(Math.max(0, Date.parse(decidedAt) - Date.parse(plannedAt)))
    : "";

"use client";
import Link from "next/link";
import { useZone } from "@/app/_live/zone.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { instantText } from "@/app/_ui/instants.ts";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Took } from "./durations.ts";

/** What the chart shows, to be read. */
export function DurationsTable({ took }: { took: Took[] }) {
  const { timeZone } = useZone();
  return (
    <details>
      <summary className="min-h-6 text-sm text-ink-2">As a table</summary>
      <div
        className="mt-2 max-h-64 overflow-y-auto rounded-md border border-line"
        tabIndex={0}
        role="region"
        aria-label="How long runs took"
      >
        <Table caption="How long the newest runs took">
          <Head>
            <Th>Planned for</Th>
            <Th>How it ended</Th>
            <Th numeric>Took</Th>
          </Head>
          <Body>
            {took.toReversed().map(({ jobId, plannedAt, ms, hasSucceeded }) => (
              <Row key={jobId}>
                <Td>
                  <Link className="underline" href={`/jobs/${encodeURIComponent(jobId)}`}>
                    <Mono>{instantText(plannedAt, timeZone)}</Mono>
                  </Link>
                </Td>
                <Td>{hasSucceeded ? "succeeded" : "did not succeed"}</Td>
                <Td numeric>{durationText(ms)}</Td>
              </Row>
            ))}
          </Body>
        </Table>
      </div>
    </details>
  );
}

"use client";
import { Check, CircleDashed, CircleHelp, Plus } from "lucide-react";
import Link from "next/link";
import { useZone } from "@/app/_live/zone.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { BackfillResult } from "@/lib/api/schedule-actions.ts";

type Item = BackfillResult["items"][number];

const LOOKS: Record<Item["outcome"], { words: string; icon: typeof Check; color: string }> = {
  made: { words: "made", icon: Plus, color: "text-succeeded" },
  "would-make": { words: "would run", icon: CircleDashed, color: "text-scheduled" },
  fired: { words: "has fired already", icon: Check, color: "text-ink-3" },
  unknown: { words: "too long ago to know", icon: CircleHelp, color: "text-ink-3" },
};

/** Each planned time of the range, and what becomes of it. */
export function BackfillTimes({ items }: { items: Item[] }) {
  const { timeZone } = useZone();
  return (
    <div
      className="max-h-64 overflow-y-auto rounded-md border border-line"
      tabIndex={0}
      role="region"
      aria-label="Planned times"
    >
      <Table caption="Planned times and what becomes of them">
        <Head>
          <Th>Planned for</Th>
          <Th>What becomes of it</Th>
        </Head>
        <Body>
          {items.map((item) => (
            <Row key={item.plannedAt}>
              <Td>
                <Mono>{instantText(item.plannedAt, timeZone)}</Mono>
              </Td>
              <Td>
                <Outcome item={item} />
              </Td>
            </Row>
          ))}
        </Body>
      </Table>
    </div>
  );
}

function Outcome({ item: { outcome, jobId } }: { item: Item }) {
  const { words, icon: Icon, color } = LOOKS[outcome];
  const text = (
    <span className={`inline-flex items-center gap-1.5 ${color}`}>
      <Icon aria-hidden size={14} strokeWidth={2.2} />
      {words}
    </span>
  );
  if (jobId === null) return text;
  return (
    <Link href={`/jobs/${encodeURIComponent(jobId)}`} className="underline">
      {text}
    </Link>
  );
}

"use client";
import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useRefusal } from "@/app/_live/access.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Empty } from "@/app/_ui/notices.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { schedulePath } from "../_verbs/dialogs.ts";
import { useScheduleVerbs } from "../_verbs/use-schedule-verbs.ts";

/** What was cancelled and can be restored, the newest first. */
export function CancelledList({ items }: { items: Schedule[] }) {
  if (items.length === 0)
    return (
      <Empty title="None was cancelled in the last 30 days">
        <p>What is cancelled stays here for 30 days, to be restored.</p>
      </Empty>
    );
  const newest = items.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  return (
    <Table caption="Cancelled periodic jobs">
      <Head>
        <Th>Name</Th>
        <Th>When it ran</Th>
        <Th>Cancelled</Th>
        <Th>Can be restored</Th>
        <Th>
          <span className="sr-only">Restore</span>
        </Th>
      </Head>
      <Body>
        {newest.map((schedule) => (
          <CancelledRow key={schedule.id} schedule={schedule} />
        ))}
      </Body>
    </Table>
  );
}

function CancelledRow({ schedule }: { schedule: Schedule }) {
  const { id, job, queue, description, cancelled } = schedule;
  const refusal = useRefusal("schedules:change", queue);
  const verbs = useScheduleVerbs(id);
  return (
    <Row data-schedule={id} className="relative hover:bg-sunken">
      <Td className="py-1 max-sm:w-full">
        <Link href={schedulePath(id)} className="font-medium after:absolute after:inset-0">
          {id}
        </Link>
        <span className="block text-sm text-ink-3">{job}</span>
      </Td>
      <Td className="w-full max-w-0 truncate text-ink-2 max-sm:max-w-full" title={description}>
        {description}
      </Td>
      <Td>
        {cancelled && (
          <>
            <Ago at={cancelled.at} /> by {cancelled.by}
          </>
        )}
      </Td>
      <Td className="max-sm:hidden">
        {cancelled && (
          <>
            until <Ago at={cancelled.restorableUntil} />
          </>
        )}
      </Td>
      <Td numeric className="max-sm:ml-auto">
        <Button
          compact
          className="relative z-[1]"
          refusal={refusal}
          disabled={verbs.isBusy}
          onClick={() => void verbs.restore()}
        >
          <Undo2 aria-hidden size={14} /> Restore
          <span className="sr-only"> {id}</span>
        </Button>
      </Td>
    </Row>
  );
}

"use client";
import { Body, Head, Table, Th } from "@/app/_ui/table.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { ScheduleRow } from "./schedule-row.tsx";
import { SelectBox } from "./select-box.tsx";
import type { Selection } from "./use-selection.ts";

interface ScheduleTableProps {
  rows: Schedule[];
  /** Ids of rows that no longer belong to the list: they stay until the hand has left it. */
  gone: ReadonlySet<string>;
  selection: Selection;
  nowMs: number;
}

export function ScheduleTable({ rows, gone, selection, nowMs }: ScheduleTableProps) {
  const ticked = rows.filter(({ id }) => selection.has(id)).length;
  return (
    <Table caption="Periodic jobs">
      <Head>
        <Th className="w-0 pr-0">
          <SelectBox
            name="Tick all periodic jobs in sight"
            isOn={ticked === rows.length}
            isPartly={ticked > 0 && ticked < rows.length}
            onChange={(isOn) => selection.setAll(rows, isOn)}
          />
        </Th>
        <Th>State</Th>
        <Th>Name</Th>
        <Th>When</Th>
        <Th>Last outcomes</Th>
        <Th numeric>Next run</Th>
        <Th className="max-lg:hidden">Overlap, source</Th>
      </Head>
      <Body>
        {rows.map((schedule) => (
          <ScheduleRow
            key={schedule.id}
            schedule={schedule}
            isGone={gone.has(schedule.id)}
            isTicked={selection.has(schedule.id)}
            onTick={(isOn, isRange) => selection.set(schedule.id, isOn, rows, isRange)}
            nowMs={nowMs}
          />
        ))}
      </Body>
    </Table>
  );
}

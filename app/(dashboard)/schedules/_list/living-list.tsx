"use client";
import { useState } from "react";
import { SteadyRows } from "@/app/_live/steady-rows.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import type { ScheduleList } from "@/lib/api/schedules.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { NoSchedules } from "./no-schedules.tsx";
import { ScheduleFilters, type ScheduleFiltersProps } from "./schedule-filters.tsx";
import { fits, NO_FILTERS, sorted } from "./schedule-list-query.ts";
import { ScheduleTable } from "./schedule-table.tsx";
import { useSelection } from "./use-selection.ts";

/** Each row has a strip of thirty marks; more rows than this are shown when they are asked for. */
const SHOWN_AT_FIRST = 100;

type LivingListProps = Pick<ScheduleFiltersProps, "address" | "show"> & { list: ScheduleList };

export function LivingList({ list, address, show }: LivingListProps) {
  const { state, source, q, sort } = address;
  const nowMs = Date.parse(list.now);
  const found = sorted(
    list.items.filter((item) => fits(item, { state, source, q }, nowMs)),
    sort,
  );
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const selection = useSelection();
  const ticked = list.items.filter(({ id }) => selection.has(id));
  const listKey = JSON.stringify([state, source, q, sort, most]);
  if (list.total === 0) return <NoSchedules hasAny={false} clear={() => undefined} />;
  return (
    <>
      <ScheduleFilters address={address} show={show} items={list.items} nowMs={nowMs} />
      {ticked.length > 0 && <BulkBar schedules={ticked} clear={selection.clear} />}
      {found.length === 0 ? (
        <NoSchedules hasAny clear={() => show(NO_FILTERS)} />
      ) : (
        <SteadyRows items={found.slice(0, most)} listKey={listKey}>
          {(rows, gone) => (
            <ScheduleTable rows={rows} gone={gone} selection={selection} nowMs={nowMs} />
          )}
        </SteadyRows>
      )}
      {found.length > most && (
        <div className="border-t border-line px-3.5 py-2 text-center">
          <Button onClick={() => setMost(most + SHOWN_AT_FIRST)}>
            Show more of {countText(found.length)}
          </Button>
        </div>
      )}
    </>
  );
}

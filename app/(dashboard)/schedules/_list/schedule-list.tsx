"use client";
import { useQueryStates } from "nuqs";
import { useApi } from "@/app/_live/use-api.ts";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { isFailing, isLate } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { NewLink } from "../../_shell/new-link.tsx";
import { CancelledList } from "./cancelled-list.tsx";
import { LivingList } from "./living-list.tsx";
import { scheduleListParsers } from "./schedule-list-query.ts";
import { WhichTabs } from "./which-tabs.tsx";

/** All periodic jobs: those that live, and those that were cancelled and can be restored. */
export function ScheduleList() {
  const [address, setAddress] = useQueryStates(scheduleListParsers, { history: "push" });
  const { which } = address;
  const living = useApi("listSchedules", which === "living" ? {} : null);
  const cancelled = useApi("listSchedules", which === "cancelled" ? { query: { which } } : null);
  const { data, error } = which === "living" ? living : cancelled;
  const title = which === "living" ? "Periodic jobs" : "Cancelled periodic jobs";
  return (
    <>
      <PageHeader
        title={title}
        about={data && (which === "living" ? summaryOf(data.items, Date.parse(data.now)) : KEPT)}
        actions={
          <NewLink query={{ mode: "periodic" }} look="primary">
            New periodic job
          </NewLink>
        }
      />
      <Panel label={title}>
        <WhichTabs current={which} onChoose={(next) => void setAddress({ which: next })} />
        {error && !data && (
          <div className="p-4">
            <Failure title="The periodic jobs cannot be read">{error.message}</Failure>
          </div>
        )}
        {!data && !error && <SkeletonRows />}
        {data && which === "living" && (
          <LivingList
            list={data}
            address={address}
            show={(change, history = "push") => void setAddress(change, { history })}
          />
        )}
        {data && which === "cancelled" && <CancelledList items={data.items} />}
      </Panel>
    </>
  );
}

const KEPT = "They can be restored for 30 days after they were cancelled.";

/** "12 active, 2 paused. 1 is late, 1 fails." */
function summaryOf(items: Schedule[], nowMs: number): string {
  const count = (isOne: (item: Schedule) => boolean) => items.filter(isOne).length;
  const states = (["active", "paused", "error", "ended"] as const).flatMap((state) => {
    const counted = count((item) => item.state === state);
    return counted > 0 || state === "active"
      ? [`${counted} ${state === "error" ? "in error" : state}`]
      : [];
  });
  const late = count((item) => isLate(item, nowMs));
  const failing = count(isFailing);
  const troubles = [
    ...(late > 0 ? [`${late} ${late === 1 ? "is" : "are"} late`] : []),
    ...(failing > 0 ? [`${failing} ${failing === 1 ? "fails" : "fail"}`] : []),
  ];
  return `${states.join(", ")}.${troubles.length > 0 ? ` ${troubles.join(", ")}.` : ""}`;
}

"use client";
import { useQueryState } from "nuqs";
import { useApi } from "@/app/_live/use-api.ts";
import { JsonCode } from "@/app/_ui/code.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { ScheduleStateBadge } from "@/app/_ui/states.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { dialogParser } from "../../_verbs/dialogs.ts";
import { ScheduleActions } from "../../_verbs/schedule-actions.tsx";
import { ScheduleDialogs } from "../../_verbs/schedule-dialogs.tsx";
import { type ScheduleVerbs, useScheduleVerbs } from "../../_verbs/use-schedule-verbs.ts";
import { DetailsPanel } from "./details-panel.tsx";
import { DurationsPanel } from "./durations-panel.tsx";
import { LedgerPanel } from "./ledger-panel.tsx";
import { NewestRuns } from "./newest-runs.tsx";
import { NextPanel } from "./next-panel.tsx";
import { OutcomesPanel } from "./outcomes-panel.tsx";
import { PoliciesPanel } from "./policies-panel.tsx";
import { RevisionsPanel } from "./revisions-panel.tsx";
import { Sentence } from "./sentence.tsx";
import { Troubles } from "./troubles.tsx";

export function ScheduleView({ id }: { id: string }) {
  const { data: schedule, error } = useApi("getSchedule", { params: { id } });
  if (!schedule)
    return error ? (
      <>
        <PageHeader title={id} />
        <Failure title="The periodic job cannot be read">{error.message}</Failure>
      </>
    ) : (
      <>
        <PageHeader title={id} />
        <SkeletonRows />
      </>
    );
  return <Known schedule={schedule} />;
}

function Known({ schedule }: { schedule: Schedule }) {
  const { id, state } = schedule;
  const verbs = useScheduleVerbs(id);
  const [dialog, setDialog] = useQueryState("dialog", dialogParser);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {id}
            <span className="text-base">
              <ScheduleStateBadge state={state} />
            </span>
          </span>
        }
        tab={`${id}: ${state}`}
        about={<Sentence schedule={schedule} />}
        actions={
          <ScheduleActions
            schedule={schedule}
            verbs={verbs}
            open={(name) => void setDialog(name, { history: "push" })}
          />
        }
      />
      <Troubles schedule={schedule} changePause={() => void setDialog("pause")} />
      <Panels schedule={schedule} verbs={verbs} />
      <ScheduleDialogs
        schedule={schedule}
        verbs={verbs}
        open={dialog}
        onClose={() => void setDialog(null)}
      />
    </>
  );
}

/** What is over has no times to come. On a small screen those stand right after how it went. */
function Panels({ schedule, verbs }: { schedule: Schedule; verbs: ScheduleVerbs }) {
  const { id, state } = schedule;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)] [&>*]:min-w-0">
      <div className="flex flex-col gap-4 max-lg:contents">
        <div className="min-w-0 max-lg:-order-2">
          <OutcomesPanel schedule={schedule} />
        </div>
        <DurationsPanel schedule={schedule} />
        <NewestRuns schedule={schedule} />
        <LedgerPanel id={id} />
      </div>
      <div className="flex flex-col gap-4 max-lg:contents">
        {state !== "cancelled" && (
          <div className="min-w-0 max-lg:-order-1">
            <NextPanel schedule={schedule} verbs={verbs} />
          </div>
        )}
        <PoliciesPanel schedule={schedule} />
        <Panel title="Arguments">
          <JsonCode value={schedule.args} name="arguments" />
        </Panel>
        <DetailsPanel schedule={schedule} />
        <RevisionsPanel schedule={schedule} />
      </div>
    </div>
  );
}

"use client";
import { useLive } from "@/app/_live/live.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countWord, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Stats } from "@/lib/api/system.ts";
import { NewLink } from "../_shell/new-link.tsx";
import { JobTable } from "../jobs/_list/job-table.tsx";
import { AttentionList } from "./attention-list.tsx";
import { DayStrip } from "./day-strip.tsx";
import { NextRuns } from "./next-runs.tsx";
import { Tiles } from "./tiles.tsx";

/** Is it healthy, what needs me, what is next. */
export function Overview() {
  const { data: stats, error } = useApi("getStats");
  if (!stats) {
    return error ? (
      <>
        <PageHeader title="The state is not known" />
        <Failure title="The overview cannot be read">{error.message}</Failure>
      </>
    ) : (
      <>
        <PageHeader title="Overview" />
        <SkeletonRows />
      </>
    );
  }
  return (
    <>
      <PageHeader title={headline(stats)} about={<Summary stats={stats} />} />
      <div className="flex flex-col gap-4">
        {stats.attention.length > 0 && <AttentionList items={stats.attention} />}
        <Tiles stats={stats} />
        <DayStrip pastDay={stats.pastDay} nextDay={stats.nextDay} now={stats.now} />
        <div className="grid gap-4 xl:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)] [&>*]:min-w-0">
          <Panel
            title="Running now"
            aside={
              stats.counts.running > stats.runningNow.length &&
              `${stats.runningNow.length} of ${stats.counts.running}`
            }
          >
            {stats.runningNow.length === 0 ? (
              <Empty title="Nothing runs at the moment">
                {isNew(stats) && <NewLink>Create the first job</NewLink>}
              </Empty>
            ) : (
              <JobTable caption="Running jobs" jobs={stats.runningNow} isShort />
            )}
          </Panel>
          <NextRuns />
        </div>
      </div>
    </>
  );
}

function headline({ attention, schedules }: Stats): string {
  const count = attention.length;
  if (count > 0) return `${countWord(count)} ${count === 1 ? "thing needs" : "things need"} you`;
  return schedules.active > 0
    ? `All is well: ${plural(schedules.active, "periodic job")} on time`
    : "All is well";
}

function Summary({ stats: { workers, nextDueAt, now } }: { stats: Stats }) {
  const { state } = useLive();
  return (
    <>
      {plural(workers.executors, "executor")} and {plural(workers.schedulers, "scheduler")} ready
      {nextDueAt !== null && (
        <>
          , next job <Ago at={nextDueAt} />
        </>
      )}
      . Checked {state === "live" ? "just now" : <Ago at={now} />}.
    </>
  );
}

const isNew = ({ counts, schedules }: Stats) =>
  schedules.total === 0 && Object.values(counts).every((count) => count === 0);

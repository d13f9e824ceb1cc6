"use client";
import Link from "next/link";
import { At, Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { JsonCode, Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { Empty, Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import { PageHeader } from "@/app/_ui/page-header.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import { ScheduleStateBadge } from "@/app/_ui/states.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { JobTable } from "../../../jobs/_list/job-table.tsx";
import { LedgerPanel } from "./ledger-panel.tsx";
import { ScheduleActions } from "./schedule-actions.tsx";

const SHOWN_RUNS = 10;

export function ScheduleView({ id }: { id: string }) {
  const { data: schedule, error } = useApi("getSchedule", { params: { id } });
  if (!schedule)
    return error ? (
      <>
        <PageHeader title={id} />
        <Failure title="The periodic job cannot be read">{error.message}</Failure>
      </>
    ) : (
      <SkeletonRows />
    );
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {id}
            <span className="text-base">
              <ScheduleStateBadge state={schedule.state} />
            </span>
          </span>
        }
        tab={`${id}: ${schedule.state}`}
        about={<Sentence schedule={schedule} />}
        actions={<ScheduleActions schedule={schedule} />}
      />
      {schedule.problem !== null && (
        <Failure title="The next time cannot be computed" className="mb-4">
          {schedule.problem} It is tried again; until then nothing is planned.
        </Failure>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)] [&>*]:min-w-0">
        <div className="flex flex-col gap-4">
          <Runs id={id} />
          <LedgerPanel id={id} />
        </div>
        <div className="flex flex-col gap-4">
          <NextPlanned schedule={schedule} />
          <Panel title="Arguments">
            <JsonCode value={schedule.args} name="arguments" />
          </Panel>
          <Details schedule={schedule} />
        </div>
      </div>
    </>
  );
}

function Sentence({ schedule }: { schedule: Schedule }) {
  const { job, description, state, nextAt, pause, live } = schedule;
  const what = (
    <>
      Runs{" "}
      <Link href={`/job-types/${job}`} className="underline">
        {job}
      </Link>
      : {description.charAt(0).toLowerCase() + description.slice(1)}.
    </>
  );
  if (state === "paused" && pause)
    return (
      <>
        {what} {pause.by} paused it <Ago at={pause.at} />
        {pause.reason !== null && ` (${pause.reason})`}: nothing is started until it is resumed.
      </>
    );
  if (state === "cancelled") return <>{what} It was cancelled and will not run again.</>;
  if (state === "ended") return <>{what} It has had its last run.</>;
  return (
    <>
      {what}{" "}
      {nextAt !== null && (
        <>
          Next <Ago at={nextAt} />.
        </>
      )}
      {live.length > 0 && ` ${plural(live.length, "run is", "runs are")} alive.`}
    </>
  );
}

function Runs({ id }: { id: string }) {
  const { data } = useApi("listJobs", { query: { schedule: id, limit: SHOWN_RUNS } });
  return (
    <Panel
      title="Newest runs"
      aside={
        <Link href={`/jobs?schedule=${id}`} className="underline">
          all of them
        </Link>
      }
    >
      {!data ? (
        <SkeletonRows rows={4} />
      ) : data.items.length === 0 ? (
        <Empty title="No run is kept">
          {data.nextCursor !== null && `${plural(data.scanned, "newer job")} searched.`}
        </Empty>
      ) : (
        <JobTable caption="Newest runs" jobs={data.items} isShort />
      )}
    </Panel>
  );
}

function NextPlanned({ schedule: { next, trigger, state } }: { schedule: Schedule }) {
  const { timeZone } = useZone();
  const own = trigger.kind === "cron" ? trigger.timeZone : timeZone;
  return (
    <Panel title="Next planned" aside={own}>
      {next.length === 0 || state !== "active" ? (
        <Empty title={state === "paused" ? "Nothing while it is paused" : "Nothing is planned"} />
      ) : (
        <ol className="max-h-[290px] overflow-auto" tabIndex={0} aria-label="Next planned times">
          {next.map((at) => (
            <li
              key={at}
              className="flex min-h-[34px] flex-wrap items-center justify-between gap-x-4 border-b border-line px-3.5 py-1 last:border-0"
            >
              <Mono>{instantText(at, own)}</Mono>
              <span className="text-ink-3">
                <Ago at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

const OVERLAP = {
  skip: "skip the planned time",
  allow: "run both",
  queueOne: "keep one waiting",
  queueAll: "keep all waiting, up to 1,000",
  cancelRunning: "stop the run, then start",
};
const MISSED = { latest: "run the latest only", all: "run all, up to 100", skip: "run none" };

function Details({ schedule }: { schedule: Schedule }) {
  const { trigger, counters } = schedule;
  return (
    <Panel title="Details">
      <Facts>
        <Fact name="Trigger">
          {trigger.kind === "cron" ? (
            <Mono>
              {trigger.expression} {trigger.timeZone}
            </Mono>
          ) : (
            schedule.description
          )}
        </Fact>
        <Fact name="Queue">
          <Link className="underline" href={`/queues/${schedule.queue}`}>
            {schedule.queue}
          </Link>
        </Fact>
        <Fact name="While a run is alive">{OVERLAP[schedule.overlap]}</Fact>
        <Fact name="After missed times">{MISSED[schedule.missed.policy]}</Fact>
        <Fact name="Runs">
          {countText(counters.fired)}
          {schedule.limit !== null && ` of ${countText(schedule.limit)}`}
        </Fact>
        {schedule.jitterMs > 0 && (
          <Fact name="Jitter">up to {durationText(schedule.jitterMs)}</Fact>
        )}
        {schedule.startAt !== null && (
          <Fact name="Not before">
            <At at={schedule.startAt} />
          </Fact>
        )}
        {schedule.endAt !== null && (
          <Fact name="Not after">
            <At at={schedule.endAt} />
          </Fact>
        )}
        <Fact name="Created">
          <At at={schedule.createdAt} /> by {schedule.createdBy}
        </Fact>
        <Fact name="Revision">{schedule.revision}</Fact>
      </Facts>
    </Panel>
  );
}

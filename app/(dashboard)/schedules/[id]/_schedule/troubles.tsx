"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Ago, At } from "@/app/_live/times.tsx";
import { useNow } from "@/app/_live/clock.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Notice } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { isFailing, isLate, isPausedByFailures } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { type HangingRun, hangingRun, newestFailure } from "./newest.ts";

interface TroublesProps {
  schedule: Schedule;
  changePause: () => void;
}

/** What is not as it should be, and what to do about it at three in the morning. */
export function Troubles({ schedule, changePause }: TroublesProps) {
  const now = useNow();
  if (schedule.state === "cancelled") return <Tombstone schedule={schedule} />;
  const hanging = hangingRun(schedule, now);
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {schedule.problem !== null && (
        <Notice tone="bad" title="Its next time cannot be computed">
          {schedule.problem} It is tried again every 30 s; until then nothing is planned. Edit when
          it runs, or look whether its zone still exists.
        </Notice>
      )}
      {isLate(schedule, now) && (
        <Notice tone="warn" title="It is late">
          Its time was <At at={schedule.nextAt!} />, and no scheduler has fired it. See whether one
          is alive: <To href="/workers">workers</To>.
        </Notice>
      )}
      {schedule.pause && <Paused schedule={schedule} changePause={changePause} />}
      {isFailing(schedule) && schedule.state !== "paused" && <Failing schedule={schedule} />}
      {hanging && <Hanging {...hanging} />}
      {schedule.pending > 0 && (
        <Notice
          tone="plain"
          title={`${plural(schedule.pending, "planned time waits", "planned times wait")} for a run to end`}
        >
          {schedule.pending === 1 ? "It starts" : "They start, one after the other,"} when the run
          before {schedule.pending === 1 ? "it" : "them"} has ended
          {schedule.running[0] !== undefined && (
            <>
              : <To href={jobPath(schedule.running[0])}>see that run</To>
            </>
          )}
          .
        </Notice>
      )}
    </div>
  );
}

const Hanging = ({ jobId, since, p95Ms, blocked }: HangingRun) => (
  <Notice tone="warn" title="A run seems to hang">
    It has been under way since <At at={since} />
    {p95Ms !== null && `, and 95 of 100 before it took up to ${durationText(p95Ms)}`}.{" "}
    {plural(blocked, "planned time was", "planned times were")} skipped meanwhile.{" "}
    <To href={jobPath(jobId)}>See what it does</To>, and cancel it there if it does nothing.
  </Notice>
);

function Paused({ schedule, changePause }: TroublesProps) {
  const { passed } = schedule;
  const { by, at, reason, until } = schedule.pause!;
  const title = isPausedByFailures(schedule) ? (
    <>It has paused itself: {reason}</>
  ) : (
    <>
      {by} paused it{reason !== null && `: ${reason}`}
    </>
  );
  return (
    <Notice tone={isPausedByFailures(schedule) ? "bad" : "warn"} title={title}>
      Since <At at={at} />
      {until === null ? (
        ", until somebody resumes it."
      ) : (
        <>
          . It is resumed by itself: <At at={until} />.
        </>
      )}{" "}
      {passed > 0 &&
        `${plural(passed, "planned time has", "planned times have")} passed meanwhile. `}
      {isPausedByFailures(schedule) && <NewestFailure schedule={schedule} />}
      <Button compact className="ml-1 text-ink" onClick={changePause}>
        Change the pause…
      </Button>
    </Notice>
  );
}

function Failing({ schedule }: { schedule: Schedule }) {
  const { failuresInRow, pauseAfterFailures } = schedule;
  return (
    <Notice
      tone="bad"
      title={
        failuresInRow === 1 ? "Its newest run failed" : `Its last ${failuresInRow} runs failed`
      }
    >
      <NewestFailure schedule={schedule} />
      {pauseAfterFailures > 0 && `It pauses itself at ${pauseAfterFailures} in a row.`}
    </Notice>
  );
}

function NewestFailure({ schedule }: { schedule: Schedule }) {
  const failure = newestFailure(schedule);
  if (!failure) return null;
  return (
    <>
      The newest failed <Ago at={failure.at} />:{" "}
      <To href={jobPath(failure.jobId)}>see its error</To>, mend the cause, then run it now.{" "}
    </>
  );
}

const Tombstone = ({ schedule: { source } }: { schedule: Schedule }) =>
  source.kind === "code" ? (
    <div className="mb-4">
      <Notice tone="plain" title={`It is declared in the job file of ${source.job}`}>
        It stays cancelled until its declaration changes. Take it out there too, if it is not to
        come back.
      </Notice>
    </div>
  ) : null;

const jobPath = (id: string) => `/jobs/${encodeURIComponent(id)}`;

const To = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="font-medium text-ink underline">
    {children}
  </Link>
);

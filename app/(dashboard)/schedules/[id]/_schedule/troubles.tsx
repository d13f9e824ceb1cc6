"use client";
import { useNow } from "@/app/_live/clock.tsx";
import { At } from "@/app/_live/times.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Notice } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { isFailing, isLate } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { Failing } from "./failures.tsx";
import { type HangingRun, hangingRun } from "./newest.ts";
import { PauseNotice } from "./pause-notice.tsx";
import { To, ToJob } from "./to.tsx";

interface TroublesProps {
  schedule: Schedule;
  changePause: () => void;
}

/** What is not as it should be, and what to do about it at three in the morning. */
export function Troubles({ schedule, changePause }: TroublesProps) {
  const now = useNow();
  const { state, problem, pause, pending, running, nextAt } = schedule;
  if (state === "cancelled") return <Tombstone schedule={schedule} />;
  const hanging = hangingRun(schedule, now);
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {problem !== null && (
        <Notice tone="bad" title="Its next time cannot be computed">
          {problem} It is tried again every 30 s; until then nothing is planned. Edit when it runs,
          or look whether its zone still exists.
        </Notice>
      )}
      {isLate(schedule, now) && (
        <Notice tone="warn" title="It is late">
          Its time was <At at={nextAt!} />, and no scheduler has fired it. See whether one is alive:{" "}
          <To href="/workers">workers</To>.
        </Notice>
      )}
      {pause && <PauseNotice schedule={schedule} pause={pause} change={changePause} />}
      {isFailing(schedule) && state !== "paused" && <Failing schedule={schedule} />}
      {hanging && <Hanging {...hanging} />}
      {pending > 0 && <Pending count={pending} jobId={running[0]} />}
    </div>
  );
}

const Hanging = ({ jobId, since, p95Ms, blocked }: HangingRun) => (
  <Notice tone="warn" title="A run seems to hang">
    It has been under way since <At at={since} />
    {p95Ms !== null && `, and 95 of 100 before it took up to ${durationText(p95Ms)}`}.{" "}
    {plural(blocked, "planned time was", "planned times were")} skipped meanwhile.{" "}
    <ToJob id={jobId}>See what it does</ToJob>, and cancel it there if it does nothing.
  </Notice>
);

function Pending({ count, jobId }: { count: number; jobId: string | undefined }) {
  const isOne = count === 1;
  return (
    <Notice
      tone="plain"
      title={`${plural(count, "planned time waits", "planned times wait")} for a run to end`}
    >
      {isOne
        ? "It starts when the run before it has ended"
        : "They start one after the other, each when the run before it has ended"}
      {jobId !== undefined && (
        <>
          : <ToJob id={jobId}>see the run under way</ToJob>
        </>
      )}
      .
    </Notice>
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

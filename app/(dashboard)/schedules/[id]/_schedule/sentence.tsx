"use client";
import Link from "next/link";
import { Ago, At } from "@/app/_live/times.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { withinSentence } from "../../_words/trigger-words.ts";
import { endedText } from "./ended-text.ts";

/** What runs, when, and what comes next. */
export function Sentence({ schedule }: { schedule: Schedule }) {
  const { job, description, live, running } = schedule;
  const waiting = live.length - running.length;
  return (
    <>
      Runs{" "}
      <Link href={`/job-types/${job}`} className="underline">
        {job}
      </Link>
      : {withinSentence(description)}. <Outlook schedule={schedule} />
      {running.length > 0 && ` ${plural(running.length, "run is", "runs are")} under way.`}
      {waiting > 0 && ` ${plural(waiting, "run waits", "runs wait")} to start.`}
    </>
  );
}

function Outlook({ schedule }: { schedule: Schedule }) {
  const { state, nextAt, pause, cancelled } = schedule;
  if (cancelled)
    return (
      <>
        {cancelled.by} cancelled it: <At at={cancelled.at} />. It can be restored until{" "}
        <At at={cancelled.restorableUntil} />.
      </>
    );
  if (state === "ended") return <>It has had its last run: {endedText(schedule)}</>;
  if (state === "paused")
    return pause?.until ? (
      <>
        Paused, and resumed by itself <Ago at={pause.until} />.
      </>
    ) : (
      <>Paused until somebody resumes it.</>
    );
  if (nextAt !== null)
    return (
      <>
        Next <Ago at={nextAt} />.
      </>
    );
  return <>{state === "active" && "The next is planned when its run has ended."}</>;
}

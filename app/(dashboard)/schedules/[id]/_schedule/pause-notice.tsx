"use client";
import { useRefusal } from "@/app/_live/access.tsx";
import { At } from "@/app/_live/times.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Notice } from "@/app/_ui/notices.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { isPausedByFailures } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { NewestFailure } from "./failures.tsx";

interface PauseNoticeProps {
  schedule: Schedule;
  pause: NonNullable<Schedule["pause"]>;
  change: () => void;
}

/** Who paused it, why, until when, and what has passed since. */
export function PauseNotice({ schedule, pause, change }: PauseNoticeProps) {
  const { by, at, reason, until } = pause;
  const { passed } = schedule;
  const refusal = useRefusal("schedules:change", schedule.queue);
  const isItself = isPausedByFailures(schedule);
  return (
    <Notice
      tone={isItself ? "bad" : "warn"}
      title={
        isItself
          ? `It has paused itself: ${reason ?? "its runs have failed"}`
          : `${by} paused it${reason === null ? "" : `: ${reason}`}`
      }
    >
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
      {isItself && <NewestFailure schedule={schedule} />}
      <Button compact className="ml-1 text-ink" refusal={refusal} onClick={change}>
        Change the pause…
      </Button>
    </Notice>
  );
}

import { ScheduleStateBadge, ScheduleTroubleBadge } from "@/app/_ui/states.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { isLate } from "@/lib/api/schedule-standing.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

/** Its state, and below it what is wrong. */
export function Standing({ schedule, nowMs }: { schedule: Schedule; nowMs: number }) {
  const { state, failuresInRow } = schedule;
  const late = isLate(schedule, nowMs);
  return (
    <span className="inline-flex flex-col gap-x-3 max-sm:flex-row">
      {late ? <ScheduleTroubleBadge trouble="late" /> : <ScheduleStateBadge state={state} />}
      {failuresInRow > 0 && (
        <span className="text-sm">
          <ScheduleTroubleBadge trouble="failing" words={plural(failuresInRow, "failure")} />
        </span>
      )}
    </span>
  );
}

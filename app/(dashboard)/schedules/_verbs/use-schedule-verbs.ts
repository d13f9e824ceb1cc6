"use client";
import { useAction } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import type { CancelSchedule, Pause } from "@/lib/api/schedule-actions.ts";
import type { MissedRule } from "@/lib/schedule/index.ts";

/** What can be done to one periodic job. Each says how it ended; those that can be undone offer it. */
export function useScheduleVerbs(id: string) {
  const { timeZone } = useZone();
  const triggering = useAction("triggerSchedule");
  const pausing = useAction("pauseSchedule");
  const resuming = useAction("resumeSchedule");
  const skipping = useAction("skipNext");
  const takingBack = useAction("unskip");
  const cancelling = useAction("cancelSchedule");
  const restoring = useAction("restoreSchedule");
  const actions = [triggering, pausing, resuming, skipping, takingBack, cancelling, restoring];
  const params = { id };

  const runNow = () =>
    triggering.run(
      { params, idempotencyKey: crypto.randomUUID() },
      { done: `${id}: one run is ready, beside the plan.`, failed: "It was not run" },
    );
  const resume = (missed: MissedRule = "skip") =>
    resuming.run(
      { params, body: { missed } },
      { done: `${id} is planned again.`, failed: "It was not resumed" },
    );
  const pause = (body: Pause, onFields?: (errors: Record<string, string>) => void) =>
    pausing.run(
      { params, body },
      { done: `${id} is paused.`, failed: "It was not paused", undo: () => resume(), onFields },
    );
  const takeBack = (plannedAt: string) =>
    takingBack.run(
      { params, body: { plannedAt } },
      {
        done: `${instantText(plannedAt, timeZone)} is planned again.`,
        failed: "The skip was not taken back",
      },
    );
  const skip = (plannedAt: string) =>
    skipping.run(
      { params, body: { plannedAt } },
      {
        done: `${instantText(plannedAt, timeZone)} will be skipped.`,
        failed: "It was not skipped",
        undo: () => takeBack(plannedAt),
      },
    );
  const restore = () =>
    restoring.run(
      { params, body: {} },
      {
        done: `${id} is planned again. Runs that were removed are not made anew.`,
        failed: "It was not restored",
      },
    );
  const cancel = (body: CancelSchedule) =>
    cancelling.run(
      { params, body },
      { done: `${id} will not run again.`, failed: "It was not cancelled", undo: restore },
    );

  return {
    runNow,
    pause,
    resume,
    skip,
    takeBack,
    cancel,
    restore,
    isBusy: actions.some((action) => action.isBusy),
  };
}

export type ScheduleVerbs = ReturnType<typeof useScheduleVerbs>;

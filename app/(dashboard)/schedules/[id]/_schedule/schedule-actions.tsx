"use client";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Confirm } from "@/app/_ui/confirm.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";

export function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const { id, state, live } = schedule;
  const params = { id };
  const trigger = useAction("triggerSchedule");
  const pause = useAction("pauseSchedule");
  const resume = useAction("resumeSchedule");
  const cancel = useAction("cancelSchedule");
  const [stopsRunning, setStopsRunning] = useState(false);
  if (state === "cancelled" || state === "ended") return null;
  return (
    <>
      <Button
        disabled={trigger.isBusy}
        onClick={() =>
          void trigger.run(
            { params },
            { done: "One run is ready, beside the plan.", failed: "It was not run" },
          )
        }
      >
        <Play aria-hidden size={14} /> Run now
      </Button>
      {state === "paused" ? (
        <Button
          look="primary"
          disabled={resume.isBusy}
          onClick={() =>
            void resume.run(
              { params },
              { done: `${id} is planned again.`, failed: "It was not resumed" },
            )
          }
        >
          Resume
        </Button>
      ) : (
        <Button
          disabled={pause.isBusy}
          onClick={() =>
            void pause.run(
              { params, body: {} },
              { done: `${id} is paused.`, failed: "It was not paused" },
            )
          }
        >
          <Pause aria-hidden size={14} /> Pause
        </Button>
      )}
      <Confirm
        trigger="Cancel periodic job"
        title={`Cancel ${id}?`}
        action="Cancel the periodic job"
        onConfirm={async () =>
          (await cancel.run(
            { params, body: { running: stopsRunning ? "cancel" : "finish" } },
            {
              done: ({ removed, running }) =>
                `${id} will not run again.${removed.length > 0 ? ` ${plural(removed.length, "waiting run")} removed.` : ""}${running.length > 0 ? ` ${plural(running.length, "run")} still alive.` : ""}`,
              failed: "It was not cancelled",
            },
          )) !== undefined
        }
      >
        <p>Nothing is planned any more, and a run that waits is removed.</p>
        {live.length > 0 && (
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-1 accent-brass"
              checked={stopsRunning}
              onChange={({ target }) => setStopsRunning(target.checked)}
            />
            <span>
              Also stop what runs now ({plural(live.length, "run is", "runs are")} alive). Otherwise
              it may finish.
            </span>
          </label>
        )}
      </Confirm>
    </>
  );
}

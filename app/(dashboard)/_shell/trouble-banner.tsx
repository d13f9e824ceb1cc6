"use client";
import { useLive } from "@/app/_live/live.tsx";
import { useNow } from "@/app/_live/clock.tsx";
import { wholeDurationText } from "@/app/_ui/durations.ts";

/** Says that what stands below may no longer be so, and how old it is. */
export function TroubleBanner() {
  const { state, answeredMs, refresh } = useLive();
  const now = useNow();
  if (state !== "disconnected") return null;
  const age =
    answeredMs === null ? "" : ` What you see is ${wholeDurationText(now - answeredMs)} old.`;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 border-b border-failed/45 bg-panel px-5 py-2"
    >
      <p className="text-failed">
        <span className="font-semibold">Carillon cannot reach its data.</span>
        <span className="text-ink-2">
          {age} Jobs that executors hold go on. It is tried again every 5 s.
        </span>
      </p>
      <button type="button" className="font-medium text-brass underline" onClick={refresh}>
        Try now
      </button>
    </div>
  );
}

import { countText } from "@/app/_ui/numbers.ts";
import { percentClass } from "@/app/_ui/percent.ts";
import { JobStateBadge } from "@/app/_ui/states.tsx";
import type { Batch } from "@/lib/api/batches.ts";
import { FINAL_STATES, type FinalState } from "@/lib/jobs/states.ts";

const FILLS: Record<FinalState, string> = {
  succeeded: "bg-succeeded",
  failed: "bg-failed",
  cancelled: "bg-cancelled",
};

export const endedOf = ({ succeeded, failed, cancelled }: Batch) => succeeded + failed + cancelled;

/** How many of its jobs have ended, and how: drawn, and beneath it in words and figures. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const { total } = batch;
  const ended = endedOf(batch);
  return (
    <div>
      <div
        role="progressbar"
        aria-label="Jobs that have ended"
        aria-valuenow={ended}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuetext={`${countText(ended)} of ${countText(total)}`}
        className="flex h-2 overflow-hidden rounded-full border border-line bg-sunken"
      >
        {FINAL_STATES.map((state) => (
          <span
            key={state}
            className={`w-(--percent) ${FILLS[state]} ${percentClass(batch[state] / total)}`}
          />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {FINAL_STATES.map((state) => (
          <li key={state}>
            <JobStateBadge state={state} /> {countText(batch[state])}
          </li>
        ))}
        <li className="text-ink-2">still to end {countText(total - ended)}</li>
      </ul>
    </div>
  );
}

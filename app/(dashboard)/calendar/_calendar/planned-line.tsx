import { Pause } from "lucide-react";
import { classNames } from "@/app/_ui/class-names.ts";
import { countText } from "@/app/_ui/numbers.ts";
import type { PlannedRuns } from "@/lib/api/forecast.ts";
import { timeText } from "./plan-words.ts";

/** One schedule in a day or an hour: hatched, as all that is planned; what a pause holds back has its sign. */
export function PlannedLine({
  planned: { schedule, runs, paused, first, times },
  timeZone,
  className,
}: {
  planned: PlannedRuns;
  timeZone: string;
  className?: string;
}) {
  const isPaused = paused === runs;
  return (
    <span
      className={classNames(
        "flex min-w-0 items-center gap-1 text-xs leading-[17px]",
        isPaused && "text-ink-3",
        className,
      )}
    >
      {isPaused ? (
        <Pause aria-hidden size={10} fill="currentColor" className="shrink-0 text-late" />
      ) : (
        <span className="hatched size-2.5 shrink-0 rounded-[1px]" />
      )}
      {times && <span className="font-mono text-[11px]">{timeText(first, timeZone)}</span>}
      <span className="truncate">{schedule}</span>
      {runs > 1 && <span className="ml-auto shrink-0 text-ink-3">×{countText(runs)}</span>}
    </span>
  );
}

export const MoreLine = ({ count }: { count: number }) => (
  <span className="text-xs leading-[17px] text-ink-3">+ {countText(count)} more</span>
);

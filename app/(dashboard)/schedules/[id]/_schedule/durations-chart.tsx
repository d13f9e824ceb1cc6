import { classNames } from "@/app/_ui/class-names.ts";
import { durationText } from "@/app/_ui/durations.ts";
import { percentClass } from "@/app/_ui/percent.ts";
import type { Took } from "./durations.ts";

const PITCH = 10;
const BAR = 7;
const HEIGHT = 72;
/** An interval beyond so many times the longest run would flatten every bar: it is said in words alone. */
const MOST_ABOVE = 4;

interface DurationsChartProps {
  took: Took[];
  interval: number | null;
}

/** A bar for each run, hollow where it has not succeeded, and a line at the interval. The table beside it says the same. */
export function DurationsChart({ took, interval }: DurationsChartProps) {
  const longest = Math.max(1, ...took.map(({ ms }) => ms));
  const isLineDrawn = interval !== null && interval <= longest * MOST_ABOVE;
  const top = isLineDrawn ? Math.max(longest, interval) : longest;
  const heightOf = (ms: number) => Math.max(1.5, (ms / top) * (HEIGHT - 4));
  const width = took.length * PITCH;
  const line = interval === null ? 0 : HEIGHT - heightOf(interval);
  return (
    <div className="flex items-stretch gap-2">
      <svg
        role="img"
        aria-label={`How long ${took.length} runs took; the longest ${durationText(longest)}`}
        width={width}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        className="max-w-full min-w-0 border-b border-line-strong"
      >
        {took.map(({ jobId, ms, hasSucceeded }, index) => (
          <rect
            key={jobId}
            x={index * PITCH + 1.5}
            y={HEIGHT - heightOf(ms)}
            width={BAR}
            height={heightOf(ms)}
            className={hasSucceeded ? "fill-succeeded" : "fill-none stroke-failed"}
            strokeWidth={hasSucceeded ? 0 : 1.5}
          />
        ))}
        {isLineDrawn && (
          <line
            x1={0}
            x2={width}
            y1={line}
            y2={line}
            className="stroke-late"
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
        )}
      </svg>
      <span aria-hidden className="relative min-w-24 flex-1 text-xs text-ink-3">
        {isLineDrawn && (
          <span
            className={classNames(
              percentClass(line / HEIGHT),
              "absolute top-(--percent) -translate-y-1/2 whitespace-nowrap text-late",
            )}
          >
            {durationText(interval)} to the next
          </span>
        )}
      </span>
    </div>
  );
}

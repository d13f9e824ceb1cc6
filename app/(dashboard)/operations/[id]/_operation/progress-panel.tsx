import { durationText, wholeDurationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import { Panel } from "@/app/_ui/panel.tsx";
import { ProgressBar } from "@/app/_ui/progress.tsx";
import type { Operation } from "@/lib/api/operations.ts";
import { OPERATION_WORDS } from "../../_list/operation-words.ts";

/** Below, an estimate of what is left says nothing. */
const LEAST_FRACTION = 0.02;

export function ProgressPanel({ operation }: { operation: Operation }) {
  const { action, state, looked, toLook, changed, skipped, failed, rate } = operation;
  const fraction = state === "done" ? 1 : toLook === 0 ? 0 : Math.min(looked / toLook, 1);
  return (
    <Panel title="Progress" aside={timeText(operation, fraction)}>
      <div className="flex items-center gap-3 px-3.5 pt-3">
        <ProgressBar fraction={fraction} label="Progress" className="h-2 w-full" />
        <span className="w-12 shrink-0 text-right font-medium tabular-nums">
          {Math.floor(fraction * 100)} %
        </span>
      </div>
      <Facts>
        <Fact name={OPERATION_WORDS[action].done}>{countText(changed)}</Fact>
        <Fact name="Looked at">
          {countText(looked)} of {countText(Math.max(looked, toLook))}
        </Fact>
        <Fact name="Had moved on">{countText(skipped)}</Fact>
        <Fact name="Could not be changed">
          <span className={failed > 0 ? "font-medium text-failed" : undefined}>
            {countText(failed)}
          </span>
        </Fact>
        <Fact name="Rate">{rate === null ? "not begun" : `${countText(rate)} jobs a second`}</Fact>
      </Facts>
    </Panel>
  );
}

/** How long it took, or about how long it will. */
function timeText({ startedAt, finishedAt, now }: Operation, fraction: number) {
  if (startedAt === null) return undefined;
  if (finishedAt !== null)
    return `took ${durationText(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  if (fraction < LEAST_FRACTION) return "just begun";
  const spentMs = Date.parse(now) - Date.parse(startedAt);
  return `about ${wholeDurationText((spentMs / fraction) * (1 - fraction))} left`;
}

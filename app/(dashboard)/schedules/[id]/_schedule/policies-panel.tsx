import { At } from "@/app/_live/times.tsx";
import { Fact } from "@/app/_ui/facts.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import {
  deadlineText,
  failuresText,
  jitterText,
  limitText,
  missedText,
  OVERLAP_TEXT,
} from "../../_words/policy-words.ts";

/** Its rules, each said as what it does. */
export function PoliciesPanel({ schedule }: { schedule: Schedule }) {
  const { overlap, missed, options, pauseAfterFailures, jitterMs, limit, counters } = schedule;
  return (
    <Panel title="Rules">
      <dl className="flex flex-col gap-2.5 px-3.5 py-3">
        <Fact name="While a run is alive">{OVERLAP_TEXT[overlap]}</Fact>
        <Fact name="Times missed while no scheduler was alive">{missedText(missed)}</Fact>
        <Fact name="Start deadline">{deadlineText(options.startDeadlineMs)}</Fact>
        <Fact name="After failures">{failuresText(pauseAfterFailures)}</Fact>
        <Fact name="Jitter">{jitterText(jitterMs)}</Fact>
        <Fact name="Limit">{limitText(limit, counters.fired)}</Fact>
        <Fact name="Window">
          <Window schedule={schedule} />
        </Fact>
      </dl>
    </Panel>
  );
}

function Window({ schedule: { startAt, endAt } }: { schedule: Schedule }) {
  if (startAt === null && endAt === null) return <>It has no beginning and no end of its own.</>;
  return (
    <>
      {startAt !== null && (
        <>
          Nothing before <At at={startAt} />.{" "}
        </>
      )}
      {endAt !== null && (
        <>
          Nothing after <At at={endAt} />.
        </>
      )}
    </>
  );
}

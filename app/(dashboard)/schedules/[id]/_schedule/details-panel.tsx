import Link from "next/link";
import { At } from "@/app/_live/times.tsx";
import { Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { Fact, Facts } from "@/app/_ui/facts.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { anchorText, expressionOf, zoneOfTrigger } from "../../_words/trigger-words.ts";
import { Source } from "./source.tsx";

/** Where it comes from, and what else it is. */
export function DetailsPanel({ schedule }: { schedule: Schedule }) {
  const { trigger, description, queue, options, revision, updatedAt } = schedule;
  const zone = zoneOfTrigger(trigger);
  const anchor = anchorText(trigger);
  return (
    <Panel title="Where it comes from">
      <Facts>
        <Fact name="Source">
          <Source schedule={schedule} />
        </Fact>
        <Fact name="Trigger">
          {zone === null ? description : <Mono>{expressionOf(trigger)}</Mono>}
          {zone !== null && ` ${zone}`}
          {anchor !== null && <span className="block text-sm text-ink-3">{anchor}</span>}
        </Fact>
        <Fact name="Queue">
          <Link className="underline" href={`/queues/${queue}`}>
            {queue}
          </Link>
        </Fact>
        {options.priority !== undefined && <Fact name="Priority">{options.priority} of 9</Fact>}
        {options.attempts !== undefined && <Fact name="Attempts">{options.attempts}</Fact>}
        {options.timeoutMs !== undefined && (
          <Fact name="Timeout">{durationText(options.timeoutMs)}</Fact>
        )}
        {options.tags !== undefined && options.tags.length > 0 && (
          <Fact name="Tags">{options.tags.join(", ")}</Fact>
        )}
        <Fact name={`Revision ${revision}`}>
          <At at={updatedAt} />
        </Fact>
      </Facts>
    </Panel>
  );
}

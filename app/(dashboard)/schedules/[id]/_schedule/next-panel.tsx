"use client";
import { SkipForward, TriangleAlert, Undo2 } from "lucide-react";
import { useRefusal } from "@/app/_live/access.tsx";
import { Ago } from "@/app/_live/times.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { durationText } from "@/app/_ui/durations.ts";
import { instantText } from "@/app/_ui/instants.ts";
import { Empty } from "@/app/_ui/notices.tsx";
import { Panel } from "@/app/_ui/panel.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import type { ScheduleVerbs } from "../../_verbs/use-schedule-verbs.ts";
import { zoneOfTrigger } from "../../_words/trigger-words.ts";

interface NextPanelProps {
  schedule: Schedule;
  verbs: ScheduleVerbs;
}

/** The planned times to come, what clock changes do to them, and which of them are skipped. */
export function NextPanel({ schedule, verbs }: NextPanelProps) {
  const { next, trigger, jitterMs } = schedule;
  const { timeZone } = useZone();
  const own = zoneOfTrigger(trigger) ?? timeZone;
  return (
    <Panel title="Next planned" aside={own}>
      {next.length === 0 ? (
        <Empty title={emptyText(schedule)} />
      ) : (
        <ol className="max-h-[420px] overflow-y-auto" tabIndex={0} aria-label="Next planned times">
          {next.map((at) => (
            <Time key={at} at={at} own={own} schedule={schedule} verbs={verbs} />
          ))}
        </ol>
      )}
      {next.length > 0 && jitterMs > 0 && (
        <p className="border-t border-line px-3.5 py-1.5 text-sm text-ink-3">
          Each starts up to {durationText(jitterMs)} later, so that not all start at once.
        </p>
      )}
    </Panel>
  );
}

function Time({ at, own, schedule, verbs }: NextPanelProps & { at: string; own: string }) {
  const refusal = useRefusal("schedules:change", schedule.queue);
  const { timeZone } = useZone();
  const skip = schedule.skips.find(({ plannedAt }) => plannedAt === at);
  const change = schedule.clockChanges.find(({ plannedAt }) => plannedAt === at);
  const text = instantText(at, own);
  return (
    <li className="flex min-h-[34px] flex-wrap items-center gap-x-3 border-b border-line py-1 pr-2 pl-3.5 last:border-0">
      <span className={classNames("min-w-0 flex-1", skip && "text-ink-3")}>
        <Mono className={classNames(skip && "line-through")}>{text}</Mono>{" "}
        <span className="text-sm whitespace-nowrap text-ink-3">
          <Ago at={at} />
        </span>
        {own !== timeZone && <Mono className="block text-ink-3">{instantText(at, timeZone)}</Mono>}
        {skip && (
          <span className="block text-sm">
            Skipped by {skip.by}
            {skip.reason !== null && `: ${skip.reason}`}.
          </span>
        )}
        {change && (
          <span className="flex items-baseline gap-1.5 text-sm font-medium text-late">
            <TriangleAlert aria-hidden size={12} className="shrink-0 translate-y-px" />
            {change.note}
          </span>
        )}
      </span>
      {skip ? (
        <Button
          compact
          look="bare"
          refusal={refusal}
          disabled={verbs.isBusy}
          onClick={() => void verbs.takeBack(at)}
        >
          <Undo2 aria-hidden size={14} /> Take back
          <span className="sr-only"> the skip of {text}</span>
        </Button>
      ) : (
        <Button
          compact
          look="bare"
          refusal={refusal}
          disabled={verbs.isBusy}
          onClick={() => void verbs.skip(at)}
        >
          <SkipForward aria-hidden size={14} /> Skip<span className="sr-only"> {text}</span>
        </Button>
      )}
    </li>
  );
}

function emptyText({ state }: Schedule): string {
  if (state === "paused") return "Nothing while it is paused";
  if (state === "active") return "Planned when its run has ended";
  return state === "error" ? "It cannot be computed" : "Nothing is planned";
}

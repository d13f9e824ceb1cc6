"use client";
import Link from "next/link";
import { AgoAt, Ago } from "@/app/_live/times.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Mono } from "@/app/_ui/code.tsx";
import { OutcomeStrip } from "@/app/_ui/outcome-strip.tsx";
import { Row, Td } from "@/app/_ui/table.tsx";
import type { Schedule } from "@/lib/api/schedules.ts";
import { schedulePath } from "../_verbs/dialogs.ts";
import { OVERLAP_SHORT } from "../_words/policy-words.ts";
import { expressionOf, withoutZone, zoneOfTrigger } from "../_words/trigger-words.ts";
import { SelectBox } from "./select-box.tsx";
import { SourceMark } from "./source-mark.tsx";
import { Standing } from "./standing.tsx";

interface ScheduleRowProps {
  schedule: Schedule;
  isGone: boolean;
  isTicked: boolean;
  onTick: (isOn: boolean, isRange: boolean) => void;
  nowMs: number;
}

export function ScheduleRow({ schedule, isGone, isTicked, onTick, nowMs }: ScheduleRowProps) {
  const { id, job, lastRun, overlap, recent, source } = schedule;
  return (
    <Row
      data-schedule={id}
      className={classNames(
        "relative hover:bg-sunken",
        isTicked && "bg-brass-ground",
        isGone && "opacity-50",
      )}
      title={isGone ? "Left this list" : undefined}
    >
      <Td className="w-0 pr-0 max-sm:w-auto">
        <SelectBox name={`Tick ${id}`} isOn={isTicked} onChange={onTick} />
      </Td>
      <Td className="py-1">
        <Standing schedule={schedule} nowMs={nowMs} />
      </Td>
      <Td className="max-w-56 truncate max-sm:order-3 max-sm:w-full max-sm:max-w-full">
        {/* The link covers its row. */}
        <Link href={schedulePath(id)} className="font-medium after:absolute after:inset-0">
          {id}
        </Link>
        <span className="block truncate text-sm text-ink-3">{job}</span>
      </Td>
      <Td className="w-full max-w-0 max-sm:order-4 max-sm:max-w-full">
        <When schedule={schedule} />
      </Td>
      <Td className="py-1 max-sm:order-5 max-sm:w-full">
        <OutcomeStrip name={id} href={schedulePath(id)} recent={recent} />
        {lastRun !== null && (
          <span className="block text-sm text-ink-3">
            last run <Ago at={lastRun.firedAt} />
          </span>
        )}
      </Td>
      <Td numeric className="py-1 max-sm:order-2 max-sm:ml-auto">
        <Next schedule={schedule} />
      </Td>
      <Td className="max-lg:hidden">
        {OVERLAP_SHORT[overlap]}
        <span className="block text-sm text-ink-3">
          <SourceMark source={source} />
        </span>
      </Td>
    </Row>
  );
}

function When({ schedule }: { schedule: Schedule }) {
  const expression = expressionOf(schedule.trigger);
  return (
    <div className="min-w-40">
      <span className="block truncate" title={schedule.description}>
        {withoutZone(schedule)}
      </span>
      {expression !== null && (
        <span className="block truncate text-sm text-ink-3">
          <Mono className="text-[11.5px]">{expression}</Mono> {zoneOfTrigger(schedule.trigger)}
        </span>
      )}
    </div>
  );
}

function Next({ schedule: { nextAt, state, pause } }: { schedule: Schedule }) {
  if (nextAt !== null) return <AgoAt at={nextAt} />;
  if (pause?.until)
    return (
      <span className="text-ink-3">
        resumes <Ago at={pause.until} />
      </span>
    );
  return (
    <span className="text-ink-3">
      {state === "paused" ? "paused" : state === "active" ? "after its run" : "none"}
    </span>
  );
}

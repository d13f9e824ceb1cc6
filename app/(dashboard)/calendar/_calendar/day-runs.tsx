import { Pause } from "lucide-react";
import Link from "next/link";
import { classNames } from "@/app/_ui/class-names.ts";
import type { Forecast, ForecastSlot, PlannedRuns } from "@/lib/api/forecast.ts";
import { runsText, timeText } from "./plan-words.ts";

type Schedules = Forecast["schedules"];

interface DayRunsProps {
  slot: ForecastSlot;
  schedules: Schedules;
  timeZone: string;
}

/** Runs by their times; what runs more than twelve times is a line of its own. */
export function DayRuns({ slot, schedules, timeZone }: DayRunsProps) {
  const timed = slot.planned
    .flatMap((planned) => planned.times?.map((at, index) => ({ planned, at, index })) ?? [])
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const often = slot.planned.filter(({ times }) => times === null);
  if (slot.planned.length === 0)
    return <p className="px-3.5 py-6 text-center text-ink-2">No periodic job runs on this day.</p>;
  return (
    <>
      {timed.length > 0 && (
        <ul aria-label="Runs by time">
          {timed.map(({ planned, at, index }) => (
            <Line
              key={`${planned.schedule} ${at}`}
              when={timeText(at, timeZone)}
              planned={planned}
              isPaused={index < planned.paused}
              schedules={schedules}
            />
          ))}
        </ul>
      )}
      {often.length > 0 && (
        <>
          <h3 className="border-b border-line px-3.5 pt-3 pb-1 text-sm font-medium text-ink-3">
            Through the day
          </h3>
          <ul aria-label="Through the day">
            {often.map((planned) => (
              <Line
                key={planned.schedule}
                when={`${timeText(planned.first, timeZone)}–${timeText(planned.last, timeZone)}`}
                planned={planned}
                isPaused={planned.paused === planned.runs}
                schedules={schedules}
                said={`${schedules[planned.schedule]?.description ?? ""} · ${runsText(planned.runs)}${heldText(planned)}`}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface LineProps {
  when: string;
  planned: PlannedRuns;
  isPaused: boolean;
  schedules: Schedules;
  /** What there is to say; its job type when left out. */
  said?: string;
}

function Line({ when, planned: { schedule }, isPaused, schedules, said }: LineProps) {
  const known = schedules[schedule];
  return (
    <li className="relative flex min-h-[34px] flex-wrap items-center gap-x-2.5 border-b border-line px-3.5 py-1 last:border-0 hover:bg-sunken">
      <span aria-hidden className={classNames("size-2.5 rounded-[1px]", !isPaused && "hatched")} />
      <span className="font-mono text-[12.5px] whitespace-nowrap">{when}</span>
      <Link
        href={`/schedules/${schedule}`}
        className="min-w-0 font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
      >
        {schedule}
      </Link>
      {isPaused && (
        <span className="inline-flex items-center gap-1 text-sm font-medium text-late">
          <Pause aria-hidden size={11} fill="currentColor" /> paused
        </span>
      )}
      <span
        title={known && `${known.job} in the queue ${known.queue}`}
        className="ml-auto min-w-0 text-right text-sm text-ink-3 [overflow-wrap:anywhere]"
      >
        {said ?? known?.job}
      </span>
    </li>
  );
}

const heldText = ({ runs, paused }: PlannedRuns) =>
  paused > 0 && paused < runs ? `, ${runsText(paused)} of them paused` : "";

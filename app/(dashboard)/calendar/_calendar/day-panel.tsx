"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useApi } from "@/app/_live/use-api.ts";
import { IconButton } from "@/app/_ui/button.tsx";
import { Failure, SkeletonRows } from "@/app/_ui/notices.tsx";
import { countText, plural } from "@/app/_ui/numbers.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { type CalendarFilter, dayAsked } from "./calendar-query.ts";
import { ClockChange } from "./clock-change.tsx";
import { DayRuns } from "./day-runs.tsx";
import { type LocalDate, longDayText } from "./days.ts";
import { PastDay } from "./past-day.tsx";
import { runsText } from "./plan-words.ts";
import { SingleJobs } from "./single-jobs.tsx";

interface DayPanelProps {
  day: LocalDate;
  isPast: boolean;
  filter: CalendarFilter;
  timeZone: string;
  close: () => void;
}

/** One day in full: what runs at which time. */
export function DayPanel({ day, isPast, filter, timeZone, close }: DayPanelProps) {
  const { data, error } = useApi("getForecast", { query: dayAsked({ day, filter, timeZone }) });
  // Until the answer comes the one of the day before stands in its place.
  const slot = data?.slots.find(({ date }) => date === day);
  return (
    <section aria-labelledby="calendar-day" className="rounded-md border border-line bg-panel">
      <div className="flex items-start justify-between gap-2 border-b border-line py-1.5 pr-1.5 pl-3.5">
        <div className="min-w-0 py-1">
          <h2 id="calendar-day" tabIndex={-1} className="font-semibold outline-none">
            {longDayText(day)}
          </h2>
          {slot && <ClockChange slot={slot} isWhole />}
          {slot && !isPast && <p className="text-sm text-ink-3">{summaryOf(slot)}</p>}
        </div>
        <IconButton name="Close the day" onClick={close}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      {error && !slot && (
        <Failure title="What is planned cannot be read" className="m-3">
          {error.message}
        </Failure>
      )}
      {!slot && !error && <SkeletonRows rows={5} />}
      {slot && isPast && <PastDay slot={slot} filter={filter} />}
      {slot && data && !isPast && (
        <>
          <DayRuns slot={slot} schedules={data.schedules} timeZone={timeZone} />
          <SingleJobs slot={slot} filter={filter} timeZone={timeZone} />
          {slot.more && (
            <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
              {plural(slot.more.schedules, "more periodic job")} with {countText(slot.more.runs)}{" "}
              runs. Filter the calendar to see them, or look at all{" "}
              <Link href="/schedules" className="underline">
                periodic jobs
              </Link>
              .
            </p>
          )}
        </>
      )}
    </section>
  );
}

function summaryOf({ runs, paused, jobs }: ForecastSlot): string {
  const parts = [
    runs === 0 ? "No runs planned" : `${runsText(runs)} planned`,
    ...(paused > 0 ? [`${countText(paused)} of them paused`] : []),
    ...(jobs && jobs.count > 0 ? [plural(jobs.count, "single job")] : []),
  ];
  return `${parts.join(", ")}.`;
}

import { classNames } from "@/app/_ui/class-names.ts";
import { plural, shortCountText } from "@/app/_ui/numbers.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { ClockChange } from "./clock-change.tsx";
import { dayOfMonth, type LocalDate, longDayText } from "./days.ts";
import { byTime, slotText } from "./plan-words.ts";
import { MoreLine, PlannedLine } from "./planned-line.tsx";

const MOST_LINES = 4;

interface DayCellProps {
  date: LocalDate;
  /** Undefined while it is being read. */
  slot: ForecastSlot | undefined;
  /** Of the month before or after. */
  isOutside: boolean;
  isPast: boolean;
  /** Nothing is to be shown in the whole row. */
  isWeekPast: boolean;
  isToday: boolean;
  isChosen: boolean;
  timeZone: string;
  onOpen: () => void;
}

export function DayCell({ date, slot, timeZone, onOpen, ...is }: DayCellProps) {
  const { isOutside, isPast, isWeekPast, isToday, isChosen } = is;
  const said = isPast ? "past" : slot ? slotText(slot, timeZone) : "not read yet";
  return (
    <td
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-current={isToday ? "date" : undefined}
      aria-label={`${longDayText(date)}: ${said}`}
      data-day={date}
      onClick={onOpen}
      className={classNames(
        "cursor-pointer overflow-hidden border-r border-line p-1.5 align-top last:border-r-0 hover:bg-sunken focus-visible:-outline-offset-2 max-sm:p-1",
        isWeekPast ? "h-9" : "h-[116px] max-sm:h-16",
        (isOutside || isPast) && "bg-sunken",
        isChosen && "bg-brass-ground hover:bg-brass-ground",
      )}
    >
      <div className="flex items-baseline justify-between gap-1 max-sm:flex-col max-sm:items-center">
        <span
          className={classNames(
            "text-sm font-medium",
            (isPast || isOutside) && "font-normal text-ink-3",
            isToday &&
              "grid size-[22px] shrink-0 place-items-center rounded-full bg-brass font-semibold text-on-brass",
          )}
        >
          {dayOfMonth(date)}
        </span>
        <Total slot={slot} isPast={isPast} />
      </div>
      {slot && !isPast && <Lines slot={slot} timeZone={timeZone} />}
    </td>
  );
}

/** How many runs; what is past is not counted, and says so. */
function Total({ slot, isPast }: Pick<DayCellProps, "slot" | "isPast">) {
  if (isPast) return <span className="text-xs text-ink-3">past</span>;
  if (!slot) return <span className="h-2.5 w-8 animate-[appear_0s_150ms_both] rounded bg-sunken" />;
  if (slot.runs === 0) return null;
  return (
    <span className="text-xs whitespace-nowrap text-ink-2">
      {shortCountText(slot.runs)}
      <span className="max-lg:hidden"> {slot.runs === 1 ? "run" : "runs"}</span>
    </span>
  );
}

/** As many as have room; below 640 px there is room for none. */
function Lines({ slot, timeZone }: { slot: ForecastSlot; timeZone: string }) {
  const { planned, more, jobs, clockChange } = slot;
  const hasJobs = jobs !== null && jobs.count > 0;
  const room = MOST_LINES - Number(clockChange !== null) - Number(hasJobs);
  const all = planned.length + (more?.schedules ?? 0);
  const shown = planned.slice(0, all > room ? room - 1 : room).toSorted(byTime);
  return (
    <>
      <ClockChange slot={slot} className="mt-0.5 max-sm:[&>span]:justify-center" />
      <div className="mt-0.5 flex flex-col max-sm:hidden">
        {shown.map((each) => (
          <PlannedLine key={each.schedule} planned={each} timeZone={timeZone} />
        ))}
        {all > shown.length && <MoreLine count={all - shown.length} />}
        {hasJobs && (
          <span className="truncate text-xs leading-[17px] text-scheduled">
            {plural(jobs.count, "single job")}
          </span>
        )}
      </div>
    </>
  );
}

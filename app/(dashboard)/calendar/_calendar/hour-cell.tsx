import { classNames } from "@/app/_ui/class-names.ts";
import { plural, shortCountText } from "@/app/_ui/numbers.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { type LocalDate, longDayText } from "./days.ts";
import { byTime, slotText } from "./plan-words.ts";
import { MoreLine, PlannedLine } from "./planned-line.tsx";

const MOST_LINES = 3;

interface HourCellProps {
  date: LocalDate;
  hour: number;
  /** None where the clock leaves the hour out, two where it shows it twice; undefined while they are read. */
  slots: ForecastSlot[] | undefined;
  /** Schedules that stand above the hours, once a day. */
  often: Set<string>;
  isPast: boolean;
  isNow: boolean;
  isChosen: boolean;
  timeZone: string;
  onOpen: () => void;
}

export function HourCell(props: HourCellProps) {
  const { date, hour, slots, often, isPast, isNow, isChosen, timeZone, onOpen } = props;
  const isLeftOut = slots?.length === 0;
  return (
    <td
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-current={isNow ? "time" : undefined}
      aria-label={`${longDayText(date)}, ${String(hour).padStart(2, "0")}:00: ${saidOf(props)}`}
      onClick={onOpen}
      className={classNames(
        "h-[34px] cursor-pointer overflow-hidden border-l border-line px-1 py-0.5 align-top hover:bg-sunken focus-visible:-outline-offset-2 max-sm:px-0 max-sm:text-center",
        (isPast || isLeftOut) && "bg-sunken",
        isChosen && "bg-brass-ground hover:bg-brass-ground",
        isNow && "shadow-[inset_0_2px_0_var(--brass)]",
      )}
    >
      {isLeftOut && <span className="text-xs text-ink-3">left out</span>}
      {slots !== undefined && slots.length > 1 && (
        <span className="block text-xs text-late">twice</span>
      )}
      {!isPast &&
        slots?.map((slot) => (
          <Lines key={slot.startAt} slot={slot} often={often} timeZone={timeZone} />
        ))}
    </td>
  );
}

function Lines({
  slot,
  often,
  timeZone,
}: {
  slot: ForecastSlot;
  often: Set<string>;
  timeZone: string;
}) {
  const { planned, more, jobs } = slot;
  const seldom = planned.filter(({ schedule }) => !often.has(schedule));
  // What runs often is named last: of those that are not named it is as many as are missing among the named.
  const oftenUnnamed = often.size - (planned.length - seldom.length);
  const unnamed = Math.max((more?.schedules ?? 0) - oftenUnnamed, 0);
  const all = seldom.length + unnamed;
  const runs =
    seldom.reduce((sum, each) => sum + each.runs, 0) + (unnamed > 0 ? (more?.runs ?? 0) : 0);
  const hasJobs = jobs !== null && jobs.count > 0;
  const room = MOST_LINES - Number(hasJobs);
  const shown = seldom.slice(0, all > room ? room - 1 : room).toSorted(byTime);
  return (
    <>
      <span className="text-xs text-ink-2 sm:hidden">{runs > 0 && shortCountText(runs)}</span>
      <span className="flex flex-col max-sm:hidden">
        {shown.map((each) => (
          <PlannedLine key={each.schedule} planned={each} timeZone={timeZone} />
        ))}
        {all > shown.length && <MoreLine count={all - shown.length} />}
        {hasJobs && (
          <span className="truncate text-xs leading-[17px] text-scheduled">
            {plural(jobs.count, "single job")}
          </span>
        )}
      </span>
    </>
  );
}

function saidOf({ slots, isPast, timeZone }: HourCellProps): string {
  if (isPast) return "past";
  if (!slots) return "not read yet";
  if (slots.length === 0) return "left out by the clock";
  const said = slots.map((slot) => slotText(slot, timeZone)).join("; then ");
  return slots.length > 1 ? `twice: ${said}` : said;
}

import { classNames } from "@/app/_ui/class-names.ts";
import { shortCountText } from "@/app/_ui/numbers.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { ClockChange } from "./clock-change.tsx";
import { dayOfMonth, type LocalDate, longDayText, weekdayText } from "./days.ts";

/** One day above its hours. */
export function WeekdayHead({
  date,
  slot,
  isToday,
}: {
  date: LocalDate;
  slot: ForecastSlot | undefined;
  isToday: boolean;
}) {
  return (
    <th
      scope="col"
      aria-current={isToday ? "date" : undefined}
      className="border-b border-l border-line px-1.5 py-1.5 text-left text-sm font-medium max-sm:px-0 max-sm:text-center"
    >
      <abbr title={longDayText(date)} className="whitespace-nowrap no-underline">
        <span className={classNames("text-ink-3 max-sm:block", isToday && "text-brass")}>
          {weekdayText(date)}
        </span>{" "}
        <span className={isToday ? "font-semibold text-brass" : ""}>{dayOfMonth(date)}</span>
      </abbr>
      {slot && (
        <>
          <ClockChange slot={slot} className="max-sm:[&>span]:justify-center" />
          {slot.runs > 0 && (
            <span className="block text-xs font-normal whitespace-nowrap text-ink-3">
              {shortCountText(slot.runs)}
              <span className="max-sm:hidden"> {slot.runs === 1 ? "run" : "runs"}</span>
            </span>
          )}
        </>
      )}
    </th>
  );
}

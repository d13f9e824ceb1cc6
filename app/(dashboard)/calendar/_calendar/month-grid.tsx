"use client";
import type { Forecast, ForecastSlot } from "@/lib/api/forecast.ts";
import {
  isSameMonth,
  type LocalDate,
  longWeekdayText,
  monthText,
  weekdayText,
  weeksOfMonth,
} from "./days.ts";
import { DayCell } from "./day-cell.tsx";
import { useGridKeys } from "./use-grid-keys.ts";

export interface GridProps {
  days: Forecast | undefined;
  day: LocalDate;
  today: LocalDate;
  timeZone: string;
  choose: (day: LocalDate) => void;
  /** Lists the runs of a day. */
  open: (day: LocalDate) => void;
}

export const slotsByDate = (days: Forecast | undefined) =>
  new Map<LocalDate, ForecastSlot>(days?.slots.map((slot) => [slot.date, slot]));

export function MonthGrid({ days, day, today, timeZone, choose, open }: GridProps) {
  const { grid, onKeyDown } = useGridKeys<HTMLTableElement>({
    view: "month",
    spot: { day, hour: 0 },
    move: (spot) => choose(spot.day),
    open: () => open(day),
  });
  const slots = slotsByDate(days);
  const weeks = weeksOfMonth(day);
  return (
    <table
      ref={grid}
      // A table that is walked through by keys is a grid.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role="grid"
      aria-label={`${monthText(day)}, by day`}
      aria-describedby="calendar-keys"
      aria-busy={!slots.has(day)}
      onKeyDown={onKeyDown}
      className="w-full table-fixed border-collapse"
    >
      <thead>
        <tr>
          {weeks[0]!.map((date) => (
            <th
              key={date}
              scope="col"
              className="border-b border-line px-1.5 py-1.5 text-left text-sm font-medium text-ink-3 max-sm:text-center"
            >
              <abbr title={longWeekdayText(date)} className="no-underline">
                {weekdayText(date)}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]} className="border-b border-line last:border-0">
            {week.map((date) => (
              <DayCell
                key={date}
                date={date}
                slot={slots.get(date)}
                isOutside={!isSameMonth(date, day)}
                isPast={date < today}
                isWeekPast={week.at(-1)! < today}
                isToday={date === today}
                isChosen={date === day}
                timeZone={timeZone}
                onOpen={() => open(date)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

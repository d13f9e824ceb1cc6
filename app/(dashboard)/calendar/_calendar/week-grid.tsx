"use client";
import type { Forecast, ForecastSlot } from "@/lib/api/forecast.ts";
import { dateText, type LocalDate, weekOf } from "./days.ts";
import { HourCell } from "./hour-cell.tsx";
import { type GridProps, slotsByDate } from "./month-grid.tsx";
import { OftenCell } from "./often-cell.tsx";
import { isOften } from "./plan-words.ts";
import { OFTEN_ROW, useGridKeys } from "./use-grid-keys.ts";
import { WeekdayHead } from "./weekday-head.tsx";

const NONE = new Set<string>();
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type WeekGridProps = GridProps & {
  hours: Forecast | undefined;
  hour: number;
  /** What hour it is. */
  nowHour: number;
  chooseHour: (hour: number) => void;
};

/** Days beside each other, hours below each other; what runs each minute or oftener stands above them, once a day. */
export function WeekGrid(props: WeekGridProps) {
  const { days, hours, day, hour, today, nowHour, timeZone, choose, chooseHour, open } = props;
  const { grid, onKeyDown } = useGridKeys<HTMLTableElement>({
    view: "week",
    spot: { day, hour },
    move: (spot) => {
      if (spot.hour !== hour) chooseHour(spot.hour);
      if (spot.day !== day) choose(spot.day);
    },
    open: () => open(day),
  });
  const week = weekOf(day);
  const slots = slotsByDate(days);
  const ofHour = slotsByHour(hours);
  const often = new Map(
    days?.slots.map(({ date, planned }) => [
      date,
      new Set(planned.filter(isOften).map(({ schedule }) => schedule)),
    ]),
  );
  const openAt = (date: LocalDate, atHour: number) => {
    chooseHour(atHour);
    open(date);
  };
  return (
    <table
      ref={grid}
      // A table that is walked through by keys is a grid.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role="grid"
      aria-label={`The week of ${dateText(week[0]!)}, by hour`}
      aria-describedby="calendar-keys"
      aria-busy={!ofHour.has(day)}
      onKeyDown={onKeyDown}
      className="w-full table-fixed border-collapse"
    >
      <colgroup>
        <col className="w-[52px] max-sm:w-[42px]" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="border-b border-line">
            <span className="sr-only">Hour</span>
          </th>
          {week.map((date) => (
            <WeekdayHead key={date} date={date} slot={slots.get(date)} isToday={date === today} />
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="border-b border-line-strong">
          <th
            scope="row"
            title="At least once a minute"
            className="px-1.5 text-left align-top text-xs leading-[26px] font-normal text-ink-3"
          >
            often
          </th>
          {week.map((date) => (
            <OftenCell
              key={date}
              date={date}
              slot={slots.get(date)}
              isPast={date < today}
              isChosen={date === day && hour === OFTEN_ROW}
              timeZone={timeZone}
              onOpen={() => openAt(date, OFTEN_ROW)}
            />
          ))}
        </tr>
        {HOURS.map((each) => (
          <tr key={each} className="border-b border-line last:border-0">
            <th
              scope="row"
              className="px-1.5 text-left align-top font-mono text-[11px] leading-[22px] font-normal text-ink-3 max-sm:px-1"
            >
              {String(each).padStart(2, "0")}:00
            </th>
            {week.map((date) => (
              <HourCell
                key={date}
                date={date}
                hour={each}
                often={often.get(date) ?? NONE}
                slots={ofHour.has(date) ? (ofHour.get(date)!.get(each) ?? []) : undefined}
                isPast={date < today || (date === today && each < nowHour)}
                isNow={date === today && each === nowHour}
                isChosen={date === day && each === hour}
                timeZone={timeZone}
                onOpen={() => openAt(date, each)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The clock shows an hour twice when it is turned back, and not at all when it is put forward. */
function slotsByHour(hours: Forecast | undefined): Map<string, Map<number, ForecastSlot[]>> {
  const found = new Map<string, Map<number, ForecastSlot[]>>();
  for (const slot of hours?.slots ?? []) {
    const ofDay = found.get(slot.date) ?? new Map<number, ForecastSlot[]>();
    found.set(slot.date, ofDay);
    ofDay.set(slot.hour!, [...(ofDay.get(slot.hour!) ?? []), slot]);
  }
  return found;
}

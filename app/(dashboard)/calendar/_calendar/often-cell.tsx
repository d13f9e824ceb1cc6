import { classNames } from "@/app/_ui/class-names.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { type LocalDate, longDayText } from "./days.ts";
import { isOften, plannedText } from "./plan-words.ts";
import { MoreLine, PlannedLine } from "./planned-line.tsx";

const MOST_LINES = 2;

interface OftenCellProps {
  date: LocalDate;
  slot: ForecastSlot | undefined;
  isPast: boolean;
  isChosen: boolean;
  timeZone: string;
  onOpen: () => void;
}

/** What runs at least once a minute, for the whole of a day: in each of its hours it would hide all else. */
export function OftenCell(props: OftenCellProps) {
  const { date, slot, isPast, isChosen, timeZone, onOpen } = props;
  const often = isPast ? [] : (slot?.planned.filter(isOften) ?? []);
  const shown = often.slice(0, often.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES);
  const said = often.map((each) => plannedText(each, timeZone)).join(", ");
  return (
    <td
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-label={`${longDayText(date)}, at least once a minute: ${isPast ? "past" : said || "nothing"}`}
      onClick={onOpen}
      className={classNames(
        "h-[26px] cursor-pointer overflow-hidden border-l border-line px-1 py-0.5 align-top hover:bg-sunken focus-visible:-outline-offset-2 max-sm:px-0 max-sm:text-center",
        isPast && "bg-sunken",
        isChosen && "bg-brass-ground hover:bg-brass-ground",
      )}
    >
      <span className="text-xs text-ink-2 sm:hidden">{often.length > 0 && often.length}</span>
      <span className="flex flex-col max-sm:hidden">
        {shown.map((each) => (
          <PlannedLine key={each.schedule} planned={each} timeZone={timeZone} />
        ))}
        {often.length > shown.length && <MoreLine count={often.length - shown.length} />}
      </span>
    </td>
  );
}

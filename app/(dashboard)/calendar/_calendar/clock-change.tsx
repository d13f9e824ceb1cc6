import { ArrowRight, ClockAlert } from "lucide-react";
import { classNames } from "@/app/_ui/class-names.ts";
import type { ForecastSlot } from "@/lib/api/forecast.ts";
import { changeText, lengthText } from "./plan-words.ts";

interface ClockChangeProps {
  slot: ForecastSlot;
  /** Also where there is little room. */
  isWhole?: boolean;
  className?: string;
}

/** Marks a day that is no 24 hours long: "23 h: 02:00 → 03:00"; where there is no room for it, "23 h". */
export function ClockChange({ slot, isWhole = false, className }: ClockChangeProps) {
  const { startAt, endAt, clockChange } = slot;
  if (!clockChange) return null;
  return (
    <div
      title={`The clock changes: ${changeText(slot)}`}
      className={classNames("@container text-xs font-medium text-late", className)}
    >
      <span className="flex items-center gap-1 whitespace-nowrap">
        <ClockAlert aria-hidden size={11} className="shrink-0" />
        <span>
          {lengthText(startAt, endAt)}
          <span className={classNames(!isWhole && "@max-[110px]:sr-only")}>
            : {clockChange.from}{" "}
            <ArrowRight role="img" aria-label="to" size={10} className="inline" /> {clockChange.to}
          </span>
        </span>
      </span>
    </div>
  );
}

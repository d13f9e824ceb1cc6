"use client";
import { EVERY_DAY } from "./cron-parts.ts";

const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface WeekdayBoxesProps {
  /** 1 for Monday to 7 for Sunday; at least one. */
  days: number[];
  onChange: (days: number[]) => void;
}

export function WeekdayBoxes({ days, onChange }: WeekdayBoxesProps) {
  const toggle = (day: number) => {
    const next = days.includes(day) ? days.filter((each) => each !== day) : [...days, day];
    if (next.length > 0) onChange(next);
  };
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1 font-medium">On</legend>
      <div className="flex flex-wrap gap-1">
        {EVERY_DAY.map((day) => (
          <label
            key={day}
            className="min-w-11 cursor-pointer rounded-md border border-line-strong px-2 py-1 text-center text-ink-2 has-checked:border-brass has-checked:bg-brass-ground has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-brass pointer-coarse:py-2.5"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={days.includes(day)}
              onChange={() => toggle(day)}
            />
            {NAMES[day - 1]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

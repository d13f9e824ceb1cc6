"use client";
import type { ReactNode } from "react";
import { useNow } from "@/app/_live/clock.tsx";
import { useZone } from "@/app/_live/zone.tsx";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { instantText, relativeText } from "@/app/_ui/instants.ts";
import { inZone, problemOf, read, type WallTime } from "./wall-time.ts";
import { WhichTime } from "./which-time.tsx";

interface WallTimeFieldProps {
  label: string;
  time: WallTime;
  error?: string;
  hint?: string;
  optional?: boolean;
  onChange: (time: WallTime) => void;
  /** Between the field and what else is said of it. */
  children?: ReactNode;
}

/** A date and a time on the clock of the page's zone. Where that clock shows it never, or twice, somebody has to choose. */
export function WallTimeField({
  label,
  time: typed,
  error,
  hint,
  optional,
  onChange,
  children,
}: WallTimeFieldProps) {
  const now = useNow();
  const { timeZone } = useZone();
  const time = inZone(typed, timeZone);
  const reading = read(time);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={`${label} in ${timeZone}`}
        optional={optional}
        error={problemOf(time) ?? error}
        hint={reading.kind === "instant" ? echo(reading.instant, now, timeZone) : hint}
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            type="datetime-local"
            step={1}
            max="9999-12-31T23:59"
            value={time.text}
            onChange={({ target }) => onChange({ ...time, text: target.value, pass: "" })}
          />
        )}
      </Field>
      <WhichTime time={time} reading={reading} onChoose={onChange} />
      {children}
    </div>
  );
}

/** "in 3 h 20 min = Tue 24 Nov 2026, 14:00:00 CET = 13:00:00 UTC". */
function echo(instant: string, now: number, timeZone: string): string {
  const there = `${relativeText(instant, now)} = ${instantText(instant, timeZone)}`;
  return timeZone === "UTC" ? `${there}.` : `${there} = ${instantText(instant, "UTC")}.`;
}

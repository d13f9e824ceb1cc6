"use client";
import { useState } from "react";
import { useZone } from "@/app/_live/zone.tsx";
import { Select, TextInput } from "@/app/_ui/fields.tsx";
import type { JobState } from "@/lib/jobs/states.ts";
import { instantOfLocal, localText, type Span, SPAN_NAMES, spanText } from "./time-range.ts";

const CHOSEN = "chosen";

interface TimeChange {
  within?: Span | null;
  from?: string | null;
  to?: string | null;
}

interface TimeFilterProps {
  query: { state?: JobState; from?: string; to?: string };
  within: Span | null;
  onChange: (change: TimeChange) => void;
}

/** Any time, a span of it that goes with the clock, or from one instant to another. */
export function TimeFilter({ query, within, onChange }: TimeFilterProps) {
  const { state, from, to } = query;
  const hasRange = within === null && (from !== undefined || to !== undefined);
  const [isChoosing, setChoosing] = useState(false);
  const isOpen = within === null && (hasRange || isChoosing);
  const choose = (value: string) => {
    setChoosing(value === CHOSEN);
    const span = SPAN_NAMES.find((name) => name === value) ?? null;
    if (value !== CHOSEN || within !== null) onChange({ within: span, from: null, to: null });
  };
  return (
    <>
      <Select
        aria-label="Time"
        className="border-line sm:w-auto"
        value={within ?? (isOpen ? CHOSEN : "")}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">Any time</option>
        {SPAN_NAMES.map((span) => (
          <option key={span} value={span}>
            {spanText(span, state)}
          </option>
        ))}
        <option value={CHOSEN}>From … to …</option>
      </Select>
      {isOpen && (
        <div className="col-span-2 flex flex-wrap items-center gap-2">
          <Edge label="From" value={from} onChange={(instant) => onChange({ from: instant })} />
          <Edge label="To" value={to} onChange={(instant) => onChange({ to: instant })} />
        </div>
      )}
    </>
  );
}

interface EdgeProps {
  label: string;
  value: string | undefined;
  onChange: (instant: string | null) => void;
}

/** Takes effect when it is left: a date that is being typed is many other dates before. */
function Edge({ label, value, onChange }: EdgeProps) {
  const { timeZone } = useZone();
  const shown = localText(value, timeZone);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    setTyped(null);
    const instant = typed === null || typed === "" ? undefined : instantOfLocal(typed, timeZone);
    if (typed !== null && instant !== value) onChange(instant ?? null);
  };
  return (
    <label className="flex items-center gap-1.5 text-ink-2">
      {label}
      <TextInput
        type="datetime-local"
        step={1}
        title={`On the clock of ${timeZone}`}
        className="w-auto border-line"
        value={typed ?? shown}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={({ key }) => key === "Enter" && commit()}
      />
    </label>
  );
}

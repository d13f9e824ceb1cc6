"use client";
import { Select } from "@/app/_ui/fields.tsx";
import { countText } from "@/app/_ui/numbers.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { TypedInput } from "../../_filters/typed-input.tsx";
import {
  type ScheduleFilter,
  type Sort,
  SORT_WORDS,
  STANDING_WORDS,
  STANDINGS,
  stands,
} from "./schedule-list-query.ts";

export type ScheduleAddress = ScheduleFilter & { sort: Sort };

export interface ScheduleFiltersProps {
  address: ScheduleAddress;
  /** What changes while one types is replaced: the way back does not lead through every word. */
  show: (
    change: { [key in keyof ScheduleAddress]?: ScheduleAddress[key] | null },
    history?: "push" | "replace",
  ) => void;
  items: Schedule[];
  nowMs: number;
}

export function ScheduleFilters({ address, show, items, nowMs }: ScheduleFiltersProps) {
  const { state, source, q, sort } = address;
  return (
    <search
      aria-label="Filters"
      className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2"
    >
      <TypedInput
        type="search"
        aria-label="Search the periodic jobs"
        aria-keyshortcuts="/"
        placeholder="Name, job type or expression"
        maxLength={200}
        className="w-auto min-w-48 flex-1 border-line max-sm:w-full max-sm:flex-auto sm:max-w-80"
        value={q}
        onCommit={(text) => show({ q: text.trim() === "" ? null : text }, "replace")}
      />
      <Picker
        name="State"
        value={state}
        options={[
          ["", "Any state"],
          ...STANDINGS.map((standing): [string, string] => [
            standing,
            `${STANDING_WORDS[standing]} ${countText(items.filter((item) => stands(item, standing, nowMs)).length)}`,
          ]),
        ]}
        onChange={(value) => show({ state: value })}
      />
      <Picker
        name="Source"
        value={source}
        options={[
          ["", "Any source"],
          ["code", "Declared in code"],
          ["hand", "Made by hand"],
        ]}
        onChange={(value) => show({ source: value })}
      />
      <Picker
        name="Order"
        value={sort}
        options={Object.entries(SORT_WORDS)}
        onChange={(value) => show({ sort: value })}
      />
    </search>
  );
}

interface PickerProps<Value extends string> {
  name: string;
  value: Value | null;
  options: [string, string][];
  onChange: (value: Value | null) => void;
}

const Picker = <Value extends string>({ name, value, options, onChange }: PickerProps<Value>) => (
  <Select
    aria-label={name}
    className="w-auto max-w-52 border-line"
    value={value ?? ""}
    onChange={({ target }) => onChange(target.value === "" ? null : (target.value as Value))}
  >
    {options.map(([option, words]) => (
      <option key={option} value={option}>
        {words}
      </option>
    ))}
  </Select>
);

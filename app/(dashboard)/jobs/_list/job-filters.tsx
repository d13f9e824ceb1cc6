"use client";
import { X } from "lucide-react";
import { useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Select } from "@/app/_ui/fields.tsx";
import type { JobListChange, JobListQuery } from "./job-list-query.ts";
import { TimeFilter } from "../../_filters/time-filter.tsx";
import type { Span } from "../../_filters/time-range.ts";
import { TypedInput } from "../../_filters/typed-input.tsx";

export interface JobFiltersProps {
  query: JobListQuery;
  within: Span | null;
  onChange: (change: JobListChange) => void;
  /** For what changes while one types: the way back does not lead through every word. */
  onType: (change: JobListChange) => void;
}

export function JobFilters({ query, within, onChange, onType }: JobFiltersProps) {
  const { q = "", queue, type, tag = "", schedule } = query;
  const { data: queues } = useApi("listQueues");
  const { data: types } = useApi("listJobTypes");
  return (
    <search
      aria-label="Filters"
      className="grid grid-cols-2 items-center gap-2 border-b border-line px-3.5 py-2 sm:flex sm:flex-wrap"
    >
      <TypedInput
        type="search"
        aria-label="Search the jobs"
        aria-keyshortcuts="/"
        placeholder="Id, key or arguments"
        maxLength={200}
        className="col-span-2 border-line sm:w-auto sm:max-w-80 sm:min-w-48 sm:flex-1"
        value={q}
        onCommit={(text) => onType({ q: text.trim() === "" ? null : text })}
      />
      <Picker
        name="Queue"
        all="All queues"
        value={queue}
        options={queues?.items.map(({ name }) => name)}
        onChange={(value) => onChange({ queue: value })}
      />
      <Picker
        name="Job type"
        all="All job types"
        value={type}
        options={types?.items.map(({ name }) => name)}
        onChange={(value) => onChange({ type: value })}
      />
      <TypedInput
        aria-label="Tag"
        placeholder="Any tag"
        maxLength={64}
        className="border-line sm:w-28"
        value={tag}
        onCommit={(text) => onType({ tag: text.trim() === "" ? null : text.trim() })}
      />
      <TimeFilter query={query} within={within} onChange={onChange} />
      {schedule !== undefined && (
        <Button
          className="max-sm:col-span-2 max-sm:justify-self-start"
          onClick={() => onChange({ schedule: null })}
        >
          of {schedule} <X aria-label="Remove this filter" size={14} />
        </Button>
      )}
    </search>
  );
}

interface PickerProps {
  name: string;
  all: string;
  value: string | undefined;
  options: string[] | undefined;
  onChange: (value: string | null) => void;
}

function Picker({ name, all, value = "", options = [], onChange }: PickerProps) {
  const known = value === "" || options.includes(value) ? options : [value, ...options];
  return (
    <Select
      aria-label={name}
      className="border-line sm:w-auto sm:max-w-52"
      value={value}
      onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
    >
      <option value="">{all}</option>
      {known.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </Select>
  );
}

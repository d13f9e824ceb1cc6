"use client";
import { X } from "lucide-react";
import { useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Select } from "@/app/_ui/fields.tsx";
import type { JobListQuery } from "./job-list-query.ts";

interface JobFiltersProps {
  query: JobListQuery;
  onChange: (change: {
    queue?: string | null;
    type?: string | null;
    schedule?: string | null;
  }) => void;
}

export function JobFilters({ query: { queue, type, schedule }, onChange }: JobFiltersProps) {
  const { data: queues } = useApi("listQueues");
  const { data: types } = useApi("listJobTypes");
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
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
      {schedule !== undefined && (
        <Button onClick={() => onChange({ schedule: null })}>
          of {schedule} <X aria-label="Remove this filter" size={14} />
        </Button>
      )}
    </div>
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
      className="w-auto max-w-52 border-line"
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

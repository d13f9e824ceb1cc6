"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useApi } from "@/app/_live/use-api.ts";
import { Button, IconButton } from "@/app/_ui/button.tsx";
import { Choice, Select } from "@/app/_ui/fields.tsx";
import { TypedInput } from "../../_filters/typed-input.tsx";
import type { CalendarQuery, View } from "./calendar-query.ts";
import { monthText, weekText } from "./days.ts";

export interface ToolbarProps {
  query: CalendarQuery;
  /** To the month or week before or after. */
  step: (direction: 1 | -1) => void;
  goToToday: () => void;
  show: (view: View) => void;
  narrow: (filter: { queue?: string | null; q?: string | null }) => void;
}

export function Toolbar({ query, step, goToToday, show, narrow }: ToolbarProps) {
  const { view, filter } = query;
  const { data: queues } = useApi("listQueues");
  const names = queues?.items.map(({ name }) => name) ?? [];
  const { queue = "", q = "" } = filter;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
      <div className="flex items-center gap-1">
        <IconButton name={`Previous ${view}`} onClick={() => step(-1)}>
          <ChevronLeft aria-hidden size={17} />
        </IconButton>
        <IconButton name={`Next ${view}`} onClick={() => step(1)}>
          <ChevronRight aria-hidden size={17} />
        </IconButton>
        <Button onClick={goToToday} aria-keyshortcuts="t">
          Today
        </Button>
      </div>
      <h2 aria-live="polite" className="mr-auto text-lg font-semibold whitespace-nowrap">
        {view === "month" ? monthText(query.day) : weekText(query.day)}
      </h2>
      <Choice
        legend="View"
        isLegendHidden
        name="view"
        value={view}
        options={[
          { value: "month", label: "Month" },
          { value: "week", label: "Week" },
        ]}
        onChange={show}
      />
      <search aria-label="Filters" className="flex flex-wrap items-center gap-2 max-sm:w-full">
        <TypedInput
          type="search"
          aria-label="Search the periodic jobs"
          aria-keyshortcuts="/"
          placeholder="Periodic job or job type"
          maxLength={200}
          className="w-44 border-line max-sm:w-auto max-sm:flex-1"
          value={q}
          onCommit={(text) => narrow({ q: text.trim() === "" ? null : text.trim() })}
        />
        <Select
          aria-label="Queue"
          className="w-auto max-w-40 border-line"
          value={queue}
          onChange={({ target }) => narrow({ queue: target.value === "" ? null : target.value })}
        >
          <option value="">All queues</option>
          {(queue === "" || names.includes(queue) ? names : [queue, ...names]).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </search>
    </div>
  );
}

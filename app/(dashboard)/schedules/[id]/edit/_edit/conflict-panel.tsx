"use client";
import { useEffect, useRef, useState } from "react";
import { Ago } from "@/app/_live/times.tsx";
import { useApi } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { plural } from "@/app/_ui/numbers.ts";
import { definitionOf } from "@/lib/api/asked.ts";
import type { PutSchedule } from "@/lib/api/schedule-definition.ts";
import type { Schedule } from "@/lib/api/schedules.ts";
import { ConflictTable } from "./conflict-table.tsx";
import { compare, type Side } from "./merge.ts";

interface ConflictPanelProps {
  base: Schedule;
  theirs: Schedule;
  mine: PutSchedule;
  /** Both edits as one, by what was chosen. */
  onMerged: (merged: PutSchedule) => void;
}

/** Two have edited at once: both edits side by side, and for each difference a choice. Nothing that was typed is lost. */
export function ConflictPanel({ base, theirs, mine, onMerged }: ConflictPanelProps) {
  const [choices, setChoices] = useState<Record<string, Side>>({});
  const heading = useRef<HTMLHeadingElement>(null);
  const { differences, merge } = compare(definitionOf(base), definitionOf(theirs), mine);
  const open = differences.filter(({ path, only }) => (choices[path] ?? only) === null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby="conflict"
      className="mb-4 rounded-md border border-late/45 bg-panel p-3.5"
    >
      <h2
        id="conflict"
        ref={heading}
        tabIndex={-1}
        className="text-lg font-semibold text-late outline-none"
      >
        {base.id} was changed while you edited it
      </h2>
      <div className="mt-1 mb-3 text-ink-2">
        <Who id={base.id} since={base.revision} />
        <p>
          Nothing of yours is saved yet. Choose what shall be, and save against revision{" "}
          {theirs.revision}.
        </p>
      </div>
      <ConflictTable
        differences={differences}
        choices={choices}
        onChoose={(path, side) => setChoices({ ...choices, [path]: side })}
      />
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button look="primary" disabled={open.length > 0} onClick={() => onMerged(merge(choices))}>
          Take this into the form
        </Button>
        <span role="status" className="text-sm text-ink-2">
          {open.length > 0 && `${plural(open.length, "choice is", "choices are")} still open.`}
        </span>
      </div>
    </section>
  );
}

/** Who has saved since. */
function Who({ id, since }: { id: string; since: number }) {
  const { data } = useApi("listRevisions", { params: { id } });
  const newer = data?.items.filter(({ revision }) => revision > since) ?? [];
  return (
    <ul>
      {newer.map(({ revision, by, at }) => (
        <li key={revision}>
          {by} saved revision {revision}, <Ago at={at} />.
        </li>
      ))}
    </ul>
  );
}

"use client";
import { Empty } from "@/app/_ui/notices.tsx";
import type { JobTypeEntry } from "@/lib/api/system.ts";

interface TypePickerProps {
  types: JobTypeEntry[];
  chosen: string | undefined;
  onChoose: (name: string) => void;
}

/** Only what executors have published can be run. */
export function TypePicker({ types, chosen, onChoose }: TypePickerProps) {
  if (types.length === 0)
    return (
      <Empty title="No job type is known yet">
        <p>
          An executor publishes those it finds in workers/jobs and in CARILLON_JOBS. Start one with{" "}
          <code className="font-mono">npm run executor</code>.
        </p>
      </Empty>
    );
  return (
    <fieldset className="grid gap-px overflow-hidden rounded-b-md sm:grid-cols-2 xl:grid-cols-4">
      <legend className="sr-only">Job type</legend>
      {types.map(({ name, description, executors }) => (
        <label
          key={name}
          className="cursor-pointer px-3.5 py-2.5 shadow-[0_0_0_1px_var(--line)] hover:bg-sunken has-checked:bg-brass-ground has-checked:shadow-[0_0_0_1px_var(--line),inset_2px_0_0_var(--brass)] has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-brass"
        >
          <input
            type="radio"
            name="type"
            className="sr-only"
            aria-label={name}
            aria-describedby={`about-${name}`}
            value={name}
            checked={name === chosen}
            onChange={() => onChoose(name)}
          />
          <span className="block font-semibold [overflow-wrap:anywhere]">{name}</span>
          <span id={`about-${name}`} className="block text-sm text-ink-2">
            {description}
          </span>
          {executors.length === 0 && (
            <span className="mt-0.5 block text-sm font-medium text-late">
              No live executor can run it: it would wait.
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

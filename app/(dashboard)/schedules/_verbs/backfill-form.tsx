"use client";
import type { FormEvent } from "react";
import { InstantField } from "@/app/_live/instant-field.tsx";
import { Button } from "@/app/_ui/button.tsx";

export interface BackfillRange {
  /** On the clock of the page's zone, as `to`. */
  from: string;
  to: string;
  onlyMissing: boolean;
}

interface BackfillFormProps {
  range: BackfillRange;
  errors: Record<string, string>;
  isBusy: boolean;
  onChange: (change: Partial<BackfillRange>) => void;
  onLook: () => void;
}

/** Which planned times are meant. */
export function BackfillForm({ range, errors, isBusy, onChange, onLook }: BackfillFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLook();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <InstantField
          label="From"
          value={range.from}
          error={errors.from}
          onChange={(from) => onChange({ from })}
        />
        <InstantField
          label="To, included"
          value={range.to}
          error={errors.to}
          onChange={(to) => onChange({ to })}
        />
      </div>
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-brass"
          checked={range.onlyMissing}
          onChange={({ target }) => onChange({ onlyMissing: target.checked })}
        />
        <span>
          Only what is missing
          <span className="block text-sm text-ink-3">
            Leaves out planned times that have fired, and those of which that is no longer known.
          </span>
        </span>
      </label>
      <Button type="submit" className="self-start" disabled={isBusy}>
        Look what would run
      </Button>
    </form>
  );
}

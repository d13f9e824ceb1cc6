"use client";
import { Field, TextInput } from "@/app/_ui/fields.tsx";
import { readLocal } from "@/app/_ui/local-times.ts";
import { useZone } from "./zone.tsx";

interface InstantFieldProps {
  label: string;
  /** As an input of date and time has it. */
  value: string;
  onChange: (local: string) => void;
  /** What the server says is wrong with it. */
  error?: string;
  hint?: string;
}

/** A date and a time on the clock of the page's zone. */
export function InstantField({ label, value, onChange, error, hint }: InstantFieldProps) {
  const { timeZone } = useZone();
  const { problem, note } = readLocal(value, timeZone);
  return (
    <Field label={label} error={error ?? problem} hint={note ?? hint ?? `In ${timeZone}.`}>
      {(wiring) => (
        <TextInput
          {...wiring}
          type="datetime-local"
          step={1}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
